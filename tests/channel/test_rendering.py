from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.layout import LONGEST_MESSAGE, split
from bot.answers.reply import Button, Reply
from bot.channel.address import Address
from bot.channel.incoming import Incoming, Text
from bot.channel.rendering import keyboard, message

INCOMING = Incoming(1, "message", Address(5, topic=7, user=9), Text("hi"), message=3)


def test_each_kind_of_button_is_written_as_telegram_wants_it() -> None:
    rows = (
        (Button("a", data="x"), Button("b", url="https://example.org")),
        (Button("c", copy="y"),),
    )
    assert keyboard(Reply("", rows)) == {
        "inline_keyboard": [
            [{"text": "a", "callback_data": "x"}, {"text": "b", "url": "https://example.org"}],
            [{"text": "c", "copy_text": {"text": "y"}}],
        ]
    }


def test_a_quote_names_the_customers_message() -> None:
    (row,) = message(INCOMING, Reply("hello"), edit=False, quote=True)
    assert (row.lane, row.method) == ("5", "sendMessage")
    assert row.parameters["reply_parameters"] == {
        "message_id": 3,
        "allow_sending_without_reply": True,
    }
    assert row.parameters["message_thread_id"] == 7


def test_a_long_reply_is_cut_between_paragraphs_with_the_buttons_last() -> None:
    reply = Reply("\n\n".join(["<b>word</b> " * 200] * 6), ((Button("a", data="x"),),))
    rows = list(message(INCOMING, reply, edit=True, quote=True))
    assert [row.method for row in rows] == ["editMessageText", "sendMessage"]
    assert ["reply_markup" in row.parameters for row in rows] == [False, True]


def test_a_paragraph_that_is_too_long_loses_its_formatting_only() -> None:
    parts = split("<b>" + "a&lt;" * 5000 + "</b>")
    assert all("<" not in part for part in parts)
    assert "".join(parts) == "a&lt;" * 5000


@given(st.lists(st.text("ab&<>\U0001f600 \n", max_size=3000), max_size=8))
def test_every_part_fits(paragraphs: list[str]) -> None:
    parts = split("\n\n".join(escape(each) for each in paragraphs))
    assert all(len(unescape(part).encode("utf-16-le")) // 2 <= LONGEST_MESSAGE for part in parts)
