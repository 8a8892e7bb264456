from collections.abc import Awaitable, Callable

import pytest

from bot.preview.client import Client, Customer
from bot.preview.events import Deleted, Edited, Sent
from bot.preview.refusal import Json, Refused
from bot.preview.telegram import LocalTelegram


class Echo:
    """A bot that notes what it gets and asks the protocol each time."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram
        self.seen: list[Json] = []

    async def __call__(self, update: Json) -> None:
        self.seen.append(update)
        (kind,) = update.keys() - {"update_id"}
        payload = update[kind]
        if kind == "callback_query":
            await self.telegram.call(
                "answerCallbackQuery", {"callback_query_id": payload["id"], "text": "noted"}
            )
        if kind == "message" and "text" in payload:
            await self.telegram.call(
                "sendMessage",
                {
                    "chat_id": payload["chat"]["id"],
                    "text": f"You said: {payload['text']}"[:100],
                    "reply_markup": {
                        "inline_keyboard": [
                            [
                                {"text": "IMAP", "callback_data": "i"},
                                {"text": "IMAP, SSL on", "callback_data": "is"},
                                {"text": "POP", "callback_data": "p"},
                            ],
                            [{"text": "Webmail", "url": "https://www.ovh.com/mail/"}],
                            [{"text": "Copy", "copy_text": {"text": "ssl0.ovh.net"}}],
                        ]
                    },
                },
            )


@pytest.fixture
def echo(telegram: LocalTelegram) -> Echo:
    return Echo(telegram)


@pytest.fixture
def anna(telegram: LocalTelegram, echo: Echo) -> Client:
    return Client(telegram, Customer("Anna", "pt-br", username="anna_mail"), deliver=echo)


async def test_a_conversation_reads_like_a_transcript(anna: Client, echo: Echo) -> None:
    await anna.start("v1-imap")
    assert anna.last.text == "You said: /start v1-imap"
    await anna.click("IMAP")
    await anna.click("IMAP,")
    await anna.click("P")
    assert [u["callback_query"]["data"] for u in echo.seen[1:]] == ["i", "is", "p"]
    assert [answer.text for answer in anna.answers] == ["noted"] * 3
    assert echo.seen[0]["message"]["from"]["language_code"] == "pt-br"
    assert echo.seen[0]["message"]["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 6}
    ]
    numbers = [update["update_id"] for update in echo.seen]
    assert numbers == sorted(set(numbers))


async def test_labels_must_be_clear(anna: Client) -> None:
    with pytest.raises(LookupError, match="no keyboard"):
        await anna.click("IMAP")
    with pytest.raises(LookupError, match="not said anything"):
        _ = anna.last
    await anna.start()
    with pytest.raises(LookupError, match="more than one"):
        await anna.click("IM")
    with pytest.raises(LookupError, match="no button 'SMTP' among"):
        await anna.click("SMTP")


async def test_links_and_copies_stay_in_the_app(anna: Client, echo: Echo) -> None:
    await anna.start()
    await anna.click("Webmail")
    await anna.click("Copy")
    assert anna.opened == ["https://www.ovh.com/mail/"]
    assert anna.clipboard == "ssl0.ovh.net"
    assert len(echo.seen) == 1


async def test_a_double_tap_is_two_updates(anna: Client, echo: Echo) -> None:
    await anna.start()
    await anna.click_twice("POP")
    first, second = echo.seen[1:]
    assert first["update_id"] != second["update_id"]
    assert first["callback_query"]["id"] != second["callback_query"]["id"]


async def test_an_old_message_keeps_its_buttons(anna: Client, echo: Echo) -> None:
    await anna.start()
    old = anna.last
    await anna.send("hello")
    await anna.tap(old, "POP")
    assert echo.seen[-1]["callback_query"]["message"]["message_id"] == old.id
    await anna.delete(old)
    await anna.press(old, "gone")
    assert echo.seen[-1]["callback_query"]["message"]["date"] == 0


async def test_edits_arrive_as_edits(anna: Client, echo: Echo) -> None:
    own = await anna.send("imp")
    await anna.edit(own, "imap")
    assert echo.seen[0]["message"]["text"] == "imp"
    assert echo.seen[1]["edited_message"]["text"] == "imap"
    assert own.edited


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda c: c.photo("screen"), "photo"),
        (lambda c: c.document(), "document"),
        (lambda c: c.voice(), "voice"),
        (lambda c: c.sticker(), "sticker"),
        (lambda c: c.location(), "location"),
    ],
)
async def test_other_things_than_text(
    anna: Client, echo: Echo, act: Callable[[Client], Awaitable[object]], kind: str
) -> None:
    await act(anna)
    assert kind in echo.seen[0]["message"]


async def test_a_long_text_comes_in_parts(anna: Client, echo: Echo) -> None:
    await anna.send("x" * 5000)
    await anna.send("👍" * 3000)
    lengths = [len(update["message"]["text"]) for update in echo.seen]
    assert lengths == [4096, 904, 2048, 952]


async def test_a_link_with_a_bad_payload_cannot_be_followed(anna: Client) -> None:
    for payload in ("a b", "x" * 65, "é"):
        with pytest.raises(ValueError, match="not a start payload"):
            await anna.start(payload)


async def test_groups_and_topics(anna: Client, echo: Echo, telegram: LocalTelegram) -> None:
    forum = telegram.group("Staff", forum=True)
    topic = telegram.chats.open_topic(forum, "Anna")
    inside = anna.within(forum, topic)
    await inside.mention("help")
    message = echo.seen[0]["message"]
    assert message["message_thread_id"] == topic
    assert message["entities"][0]["type"] == "mention"
    assert message["chat"]["is_forum"]
    assert inside.messages == []  # the echo answered in the general topic
    assert len(anna.within(forum).messages) == 1


async def test_blocking_is_told_and_felt(anna: Client, echo: Echo, telegram: LocalTelegram) -> None:
    await anna.block()
    change = echo.seen[0]["my_chat_member"]
    assert change["new_chat_member"]["status"] == "kicked"
    with pytest.raises(Refused, match="blocked by the user"):
        await telegram.call("sendMessage", {"chat_id": anna.chat.id, "text": "x"})
    await anna.unblock()
    await telegram.call("sendMessage", {"chat_id": anna.chat.id, "text": "x"})


async def test_everything_that_happens_is_seen(anna: Client, telegram: LocalTelegram) -> None:
    own = await anna.send("hello")
    chat_id = anna.chat.id
    await telegram.call(
        "editMessageText", {"chat_id": chat_id, "message_id": anna.last.id, "text": "bye"}
    )
    await telegram.call("deleteMessage", {"chat_id": chat_id, "message_id": own.id})
    assert [type(event) for event in anna.events] == [Sent, Edited, Deleted]


async def test_waiting_ends_with_what_is_expected_or_with_an_error(
    client: Client, telegram: LocalTelegram
) -> None:
    await client.send("hello")
    await telegram.call("sendMessage", {"chat_id": client.chat.id, "text": "hello you"})
    assert (await client.until_said("you")).text == "hello you"
    with pytest.raises(TimeoutError):
        await client.until_said("bye", seconds=0.01)


async def test_inline_queries_are_answered(telegram: LocalTelegram) -> None:
    async def answer(update: Json) -> None:
        await telegram.call(
            "answerInlineQuery",
            {"inline_query_id": update["inline_query"]["id"], "results": [{"id": "1"}]},
        )

    assert await Client(telegram, deliver=answer).inquire("imap") == [{"id": "1"}]


async def test_the_html_of_a_message_can_be_sent_again(
    client: Client, telegram: LocalTelegram
) -> None:
    source = '<b>a <i>b</i></b> <code>&lt;c&gt;</code> <a href="https://a.nl/">d</a>'
    await telegram.call(
        "sendMessage", {"chat_id": client.chat.id, "text": source, "parse_mode": "HTML"}
    )
    assert client.last.html == source
