import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.markup import parse_html, segments, utf16_length
from bot.preview.refusal import Refused


def test_tags_become_entities_measured_in_utf16() -> None:
    text, entities = parse_html("👍 <b>bold <i>both</i></b> <code>x</code>")
    assert text == "👍 bold both x"
    assert entities == [
        {"type": "bold", "offset": 3, "length": 9},
        {"type": "italic", "offset": 8, "length": 4},
        {"type": "code", "offset": 13, "length": 1},
    ]


def test_the_four_named_references_and_numeric_ones_are_resolved() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#8364;&#x20AC;")[0] == '<>&"€€'


def test_other_named_references_stay_as_they_are_written() -> None:
    assert parse_html("a&nbsp;b &eacute; &amplify;")[0] == "a&nbsp;b &eacute; &amplify;"


def test_a_link_keeps_its_address() -> None:
    text, entities = parse_html('<a href="https://ovh.example/?a=1&amp;b=2">here</a>')
    assert text == "here"
    assert entities[0]["url"] == "https://ovh.example/?a=1&b=2"


def test_a_link_to_a_person_is_a_mention() -> None:
    _, entities = parse_html('<a href="tg://user?id=42">Anna</a>')
    assert entities == [{"type": "text_mention", "offset": 0, "length": 4, "user": {"id": 42}}]


def test_pre_takes_its_language_from_the_code_inside() -> None:
    _, entities = parse_html('<pre><code class="language-ini">a=1</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 3, "language": "ini"}]


def test_nothing_nests_in_code_and_empty_entities_vanish() -> None:
    assert parse_html("<code><b>x</b></code><i></i>")[1] == [
        {"type": "code", "offset": 0, "length": 1}
    ]


def test_quotes_may_be_expandable() -> None:
    assert parse_html("<blockquote expandable>x</blockquote>")[1][0]["type"] == (
        "expandable_blockquote"
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("é<p>", 'Unsupported start tag "p" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</b x>", "Unclosed end tag at byte offset 4"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a"'),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=/x>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", "Expected equal sign in declaration of an attribute"),
        ("<a ", "Unclosed start tag at byte offset 0"),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("&#xd800;", "Text contains invalid Unicode characters"),
    ],
)
def test_markup_that_telegram_refuses(source: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert refused.value.error_code == 400
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {words}")


@given(st.text())
def test_any_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    escaped = html.escape(text, quote=False)
    assert parse_html(escaped) == (text, [])
    assert parse_html(f"<b>{escaped}</b>")[0] == text


@given(st.text(alphabet='<>/&;"=ab \n'))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    with suppress(Refused):
        text, entities = parse_html(source)
        for entity in entities:
            assert 0 < entity["length"] <= utf16_length(text) - entity["offset"]


def test_segments_cut_where_the_formatting_changes() -> None:
    text, entities = parse_html("a<b>b<i>👍</i></b>")
    assert [(piece, [e["type"] for e in active]) for piece, active in segments(text, entities)] == [
        ("a", []),
        ("b", ["bold"]),
        ("👍", ["bold", "italic"]),
    ]
