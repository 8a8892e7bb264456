from typing import Any

import pytest

from bot.preview.keyboard import inline_keyboard
from bot.preview.parameters import Parameters
from bot.preview.refusal import Refused


def keyboard(*buttons: Any) -> Any:
    return inline_keyboard(Parameters({"reply_markup": {"inline_keyboard": [list(buttons)]}}))


@pytest.mark.parametrize(
    "button",
    [
        {"text": "IMAP", "callback_data": "x" * 64},
        {"text": "IMAP", "callback_data": "é" * 32},
        {"text": "Webmail", "url": "https://www.ovh.com/mail/"},
        {"text": "Me", "url": "tg://user?id=1"},
        {"text": "Copy", "copy_text": {"text": "x" * 256}},
        {"text": "Go", "callback_data": "x", "style": "primary"},
    ],
)
def test_good_buttons_are_shown_as_they_are(button: dict[str, object]) -> None:
    assert keyboard(button) == {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text is empty"),
        ({"callback_data": "x"}, "can't parse InlineKeyboardButton"),
        ("a", "can't parse InlineKeyboardButton"),
        ({"text": "a", "url": "not a link"}, "inline keyboard button URL 'not a link' is invalid"),
        ({"text": "a", "url": "mailto:anna@example.com"}, "inline keyboard button URL"),
        ({"text": "a", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "callback_data": "x", "style": "red"}, "can't parse InlineKeyboardButton"),
        ({"text": "a", "callback_data": "x", "url": "https://a.nl"}, "inline keyboard button must"),
    ],
)
def test_bad_buttons_are_refused(button: object, words: str) -> None:
    with pytest.raises(Refused) as refused:
        keyboard(button)
    assert refused.value.description.startswith(f"Bad Request: {words}")


def test_a_hundred_buttons_and_no_more() -> None:
    button = {"text": "a", "callback_data": "x"}
    assert keyboard(*[button] * 100)
    with pytest.raises(Refused, match="reply markup is too long"):
        keyboard(*[button] * 101)


def test_markup_that_is_no_keyboard() -> None:
    for markup in ("{", "[]", '{"inline_keyboard": [1]}'):
        with pytest.raises(Refused):
            inline_keyboard(Parameters({"reply_markup": markup}))
    assert inline_keyboard(Parameters({"reply_markup": '{"inline_keyboard": [[]]}'})) is None
    assert inline_keyboard(Parameters({"reply_markup": '{"remove_keyboard": true}'})) is None
