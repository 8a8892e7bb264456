from collections.abc import Callable
from pathlib import Path

import pytest

from bot.understanding.concept import Concepts
from bot.understanding.document import LexiconError
from bot.understanding.utterance import tokens

LOCALES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writing(locale: str, text: str) -> Path:
        path = tmp_path / locale / "concepts.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return writing


def names(concepts: Concepts, text: str) -> list[tuple[str, ...]]:
    return [names for _, names in concepts.find(tokens(text))]


def test_every_language_has_every_concept(root: Path) -> None:
    lines = {
        locale: [
            line.partition(":")[0]
            for line in (root / "locales" / locale / "concepts.txt").read_text("utf-8").splitlines()
            if line and not line.startswith("#")
        ]
        for locale in LOCALES
    }
    assert all(each == lines["en"] for each in lines.values())


def test_the_same_words_in_eight_languages_mean_the_same(root: Path) -> None:
    concepts = Concepts.read(root / "locales")
    for text in (
        "mein Passwort",
        "password",
        "mi contraseña",
        "mot de passe",
        "la mia password",
        "wachtwoord",
        "moje hasło",
        "minha palavra-passe senha",
    ):
        assert any("password" in each for each in names(concepts, text)), text


def test_a_word_is_found_by_its_beginning(write: Write, tmp_path: Path) -> None:
    write("nl", "# what is said\n\nsend: verzend* stuur\nnot: niet\n")
    concepts = Concepts.read(tmp_path)
    assert names(concepts, "verzenden gaat niet, stuurde") == [("send",), ("not",)]


def test_the_clause_of_a_word_is_told(write: Write, tmp_path: Path) -> None:
    write("nl", "send: stuur\nnot: niet\n")
    found = Concepts.read(tmp_path).find(tokens("stuur, niet"))
    assert found == ((0, ("send",)), (1, ("not",)))


def test_a_word_means_what_it_means_in_the_language_of_the_text(
    write: Write, tmp_path: Path
) -> None:
    write("en", "how: how\nreceive: come mails\nmail: mail\n")
    write("it", "how: come\nreceive: ricevo\nmail: posta\n")
    concepts = Concepts.read(tmp_path)
    assert names(concepts, "come ricevo la posta") == [("how",), ("receive",), ("mail",)]
    assert names(concepts, "mails come how") == [("receive",), ("receive",), ("how",)]


@pytest.mark.parametrize(
    ("line", "key", "why"),
    [
        ("send stuur", "", "needs a concept, a colon, and its words"),
        ("not: nee", "not", "this concept stands here twice"),
        ("send: mailer-daemon", "send", "'mailer-daemon' is not one word"),
        ("send: *", "send", "'*' is not one word"),
        ("send: ver*zend", "send", "'ver*zend' is not one word"),
        ("send: ve*", "send", "'ve*' needs 3 letters before its star"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    write: Write, tmp_path: Path, line: str, key: str, why: str
) -> None:
    path = write("nl", f"not: niet\n\n{line}\n")
    with pytest.raises(LexiconError) as raised:
        Concepts.read(tmp_path)
    error = raised.value
    assert (error.file, error.line, error.key, error.why) == (path, 3, key, why)


def test_a_concept_that_no_other_language_has_is_a_mistake(write: Write, tmp_path: Path) -> None:
    path = write("de", "# deutsch\nsned: senden\n")
    write("nl", "send: stuur\n")
    write("en", "send: send\n")
    with pytest.raises(LexiconError) as raised:
        Concepts.read(tmp_path)
    error = raised.value
    assert (error.file, error.line, error.key) == (path, 2, "sned")
    assert error.why == "no other language has this concept"


def test_a_file_that_is_no_text_is_told(write: Write, tmp_path: Path) -> None:
    path = write("nl", "")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(LexiconError, match="cannot be read"):
        Concepts.read(tmp_path)


def test_no_file_is_no_concept(tmp_path: Path) -> None:
    assert names(Concepts.read(tmp_path), "stuur") == []
