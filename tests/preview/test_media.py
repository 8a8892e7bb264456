"""
Files of every kind, sent anew by their ids.
"""

from typing import Any

import pytest

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.media import METHODS, WITHOUT_CAPTION
from bot.preview.parameters import Upload
from bot.preview.refusal import Refused
from bot.preview.telegram import LocalTelegram

FILE = Upload("file.bin", b"content")


def id_of(content: Any, kind: str) -> object:
    found = content[kind]
    return (found[-1] if isinstance(found, list) else found)["file_id"]


@pytest.mark.parametrize(("method", "kind"), METHODS.items())
async def test_what_a_person_sent_can_be_sent_on(method: str, kind: str) -> None:
    telegram = LocalTelegram()
    client = Client(telegram, Customer())
    await client.start()
    caption = "" if kind in WITHOUT_CAPTION else "look"
    sent = await client.file(kind, FILE, caption)
    parameters = {"chat_id": client.chat.id, kind: id_of(sent.raw, kind), "caption": "look"}
    copy: Any = await telegram.call(method, parameters)
    assert id_of(copy, kind) == id_of(sent.raw, kind)
    assert copy.get("caption", "") == caption


async def test_an_id_is_of_one_kind() -> None:
    telegram = LocalTelegram()
    client = Client(telegram, Customer())
    await client.start()
    sent = await client.sticker()
    parameters = {"chat_id": client.chat.id, "video_note": id_of(sent.raw, "sticker")}
    with pytest.raises(Refused, match="can't use file of type Sticker as VideoNote"):
        await telegram.call("sendVideoNote", parameters)
    parameters["video_note"] = "nonsense"
    with pytest.raises(Refused, match="wrong file identifier"):
        await telegram.call("sendVideoNote", parameters)


async def test_an_animation_is_a_document_too() -> None:
    client = Client(LocalTelegram(), Customer())
    await client.start()
    sent = await client.file("animation", FILE)
    assert id_of(sent.raw, "document") == id_of(sent.raw, "animation")
