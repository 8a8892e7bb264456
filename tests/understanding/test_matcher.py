import pytest

from bot.understanding.matcher import Kind, Matcher
from bot.understanding.phrase import parse
from bot.understanding.utterance import clean, tokens


@pytest.fixture
def matcher() -> Matcher:
    lines = {
        "send": "versturen",
        "cert": "certificaat|certificaten",
        "fail": "gaat ... niet",
        "stem": "verzend*",
        "imap": "imap",
        "plan": "mx plan",
        "four": "aans",
    }
    phrases = [(Kind.TOPIC, name, parse(line)) for name, line in lines.items()]
    return Matcher([*phrases, (Kind.FINE, "", parse("wel"))], {"sturen", "verstoren"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("versturen", {"send"}),
        ("verstuern", {"send"}),
        ("evrsturen", {"send"}),
        ("bersturen", set()),
        ("versturne", {"send"}),
        ("verstoren", set()),
        ("certifikaat", {"cert"}),
        ("ceritfikaat", {"cert"}),
        ("verzendingen", {"stem"}),
        ("imao", {"imap"}),
        ("omap", set()),
        ("anas", {"four"}),
        ("aant", set()),
        ("mxplan", {"plan"}),
        ("mx  PLAN", {"plan"}),
        ("gaat vandaag weer eens niet", {"fail"}),
        ("gaat vandaag toch weer eens even niet", set()),
        ("gaat, niet", set()),
        ("gaat wel niet", set()),
        ("v" * 40, set()),
    ],
)
def test_what_is_found(matcher: Matcher, text: str, names: set[str]) -> None:
    hits = matcher.find(tokens(clean(text))).get(Kind.TOPIC, ())
    assert {hit.name for hit in hits} == names
