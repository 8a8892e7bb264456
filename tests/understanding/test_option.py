import pytest

from bot.understanding.option import named

LABELS = (
    ("on", "✅ SSL aan (aanbevolen)"),
    ("off", "SSL uit"),
    ("works", "Het werkt"),
    ("trouble", "Het werkt niet"),
    ("mail", "Windows Mail (Vista, 7)"),
    ("app", "Mail (Windows 10, 11)"),
    ("certificate", "Waarschuwing over certificaat"),
    ("language", "🌐 Andere taal"),
)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("ssl aan", "on"),
        ("SSL AAN (AANBEVOLEN)!", "on"),
        ("sslaan", "on"),
        ("ssl uit", "off"),
        ("ssl", None),
        ("ssl uut", None),
        ("het werkt", "works"),
        ("het werkt niet", "trouble"),
        ("het", None),
        ("windows", None),
        ("windows mail", "mail"),
        ("waarschuwing", "certificate"),
        ("waarschuwign over certifikaat", "certificate"),
        ("anedre taal", "language"),
        ("7", None),
        ("", None),
    ],
)
def test_a_label_is_recognised(text: str, option: str | None) -> None:
    assert named(text, LABELS, frozenset({"het", "over"})) == option


def test_two_buttons_with_the_same_label_are_not_clear() -> None:
    assert named("terug", (("a", "Terug"), ("b", "Terug")), frozenset()) is None
