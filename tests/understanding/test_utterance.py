import pytest

from bot.understanding.utterance import LIMIT, MAX_TOKENS, clean, fold, tokens, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć", "zazolc"),
        ("ÉCHEC", "echec"),
        ("Straße", "strasse"),
        ("Cœur", "coeur"),
        ("CAN'T", "cant"),
        ("E-mail", "email"),
        ("e\u0301", "e"),
    ],
)
def test_words_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_text_is_cut_into_words() -> None:
    assert words("J\u2019ai 2 E-mails; I can't log-in\u200b!") == (
        *("j", "ai", "2", "emails", "i", "cant", "log", "in"),
    )


def test_words_know_their_place_and_clause() -> None:
    text = clean("Ontvangen wel, verzenden niet")
    found = tokens(text)
    assert [text[token.start : token.end] for token in found] == [
        *("Ontvangen", "wel", "verzenden", "niet"),
    ]
    assert [token.clause for token in found] == [0, 0, 1, 1]


def test_signs_that_fold_to_nothing_are_no_words() -> None:
    assert words("\uff9e imap") == ("imap",)


def test_length_is_bounded() -> None:
    assert len(clean("a" * 3 * LIMIT)) == LIMIT
    assert len(words("ab " * 2 * MAX_TOKENS)) == MAX_TOKENS
