import pytest

from bot.understanding.phrase import Piece, parse


def test_a_line_becomes_pieces() -> None:
    assert parse("kan ... niet versturen|verzend*").pieces == (
        Piece(frozenset({"kan"})),
        Piece(frozenset({"niet"}), gap=True),
        Piece(frozenset({"versturen"}), ("verzend",)),
    )


def test_apostrophes_and_hyphens_are_read_as_in_a_text() -> None:
    assert [set(piece.whole) for piece in parse("can't e-mail d'envoi").pieces] == [
        {"cant"},
        {"email"},
        {"d"},
        {"envoi"},
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "holds no word"),
        ("...", "stands between two words"),
        ("a ... ... b", "stands between two words"),
        ("a ...", "stands between two words"),
        ("ab*", "3 letters or more"),
        ("l'eau|vin", "not one word"),
        ("|", "not one word"),
        ("?!", "no part of a phrase"),
        ("a b c d e f g h i", "more than 8 words"),
    ],
)
def test_what_is_no_phrase_says_why(line: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse(line)


@pytest.mark.parametrize(
    ("line", "joined"),
    [("weet niet", "weetniet"), ("mx plan", "mxplan"), ("a b", None), ("a ... bcdefgh", None)],
)
def test_short_phrases_are_also_typed_as_one_word(line: str, joined: str | None) -> None:
    phrase = parse(line).joined()
    assert (phrase and set(phrase.pieces[0].whole)) == (joined and {joined})
