import shutil
from pathlib import Path

import pytest

from bot.facts import Facts
from bot.understanding import Context, Lexicon, LexiconError, Understanding
from tests.understanding.conftest import context

LOCALES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")


@pytest.fixture
def nl(tmp_path: Path, root: Path) -> Path:
    path = tmp_path / "nl" / "words.yaml"
    path.parent.mkdir()
    shutil.copy(root / "locales" / "nl" / "words.yaml", path)
    for name in ("replies.yaml", "weights.tsv"):
        shutil.copy(root / "locales" / name, tmp_path / name)
    return path


def edit(path: Path, old: str, new: str) -> int:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_every_language_says_everything(root: Path) -> None:
    lexicons = {
        locale: Lexicon.read(root / "locales" / locale / "words.yaml") for locale in LOCALES
    }
    for lexicon in lexicons.values():
        assert lexicon.commands.keys() == lexicons["nl"].commands.keys()
        assert lexicon.topics.keys() == lexicons["nl"].topics.keys()
        assert lexicon.symptoms.keys() == lexicons["nl"].symptoms.keys()
        assert lexicon.options.keys() == lexicons["nl"].options.keys()
        assert lexicon.ssl.keys() == {"on", "off"}


def test_every_key_is_explained(root: Path) -> None:
    for locale in LOCALES:
        text = (root / "locales" / locale / "words.yaml").read_text(encoding="utf-8")
        header = "".join(line for line in text.splitlines() if line.startswith("#"))
        assert not [key for key in Lexicon.model_fields if key not in header]


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ("yes: [ja,", "yes: ['...',", "yes.0", "stands between two words"),
        ("yes: [ja,", "yes: {ja: [", "", "not YAML"),
        ("yes: [ja,", "yess: [ja,", "yes", "Field required"),
        ("contrasts:", "yes:", "yes", "twice"),
        ("  forget:", "  forgett:", "commands.forgett", "must be one of back, forget"),
        ("  vanished: [mail", "  gone: [mail", "symptoms.gone", "must be one of certificate"),
        ("  phone:", "  fone:", "options.fone", "no button is called 'fone'"),
        ("  start:", "  back:", "commands.back", "twice"),
    ],
)
def test_a_mistake_names_file_line_key_and_reason(
    nl: Path, old: str, new: str, key: str, why: str
) -> None:
    line = edit(nl, old, new)
    with pytest.raises(LexiconError) as caught:
        Lexicon.read(nl)
    error = caught.value
    assert (error.file, error.key) == (nl, key)
    assert why in error.why
    assert str(error).startswith(f"{nl}:{error.line}:")
    if key not in {"", "yes", "commands.back"}:
        assert error.line == line


def test_a_file_that_is_no_list_of_words(nl: Path) -> None:
    nl.write_text("- just\n- words\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="valid dictionary"):
        Lexicon.read(nl)
    nl.write_text("\ufffe\x00", encoding="utf-8")
    with pytest.raises(LexiconError, match="cannot be read"):
        Lexicon.read(nl)
    nl.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(LexiconError, match="cannot be read"):
        Lexicon.read(nl)
    nl.unlink()
    with pytest.raises(LexiconError, match="cannot be read"):
        Lexicon.read(nl)


def test_a_directory_without_word_lists(tmp_path: Path, facts: Facts) -> None:
    with pytest.raises(LexiconError, match=r"holds no <language>/words\.yaml"):
        Understanding.load(tmp_path, facts)


def test_adding_a_directory_adds_a_language(nl: Path, facts: Facts) -> None:
    shutil.copytree(nl.parent, nl.parent.parent / "xx")
    path = nl.parent.parent / "xx" / "words.yaml"
    edit(path, "names: [", "names: [klingon, ")
    understanding = Understanding.load(nl.parent.parent, facts)
    assert understanding.read("klingon", context()).locale == "xx"


def test_a_single_language_never_switches(nl: Path, facts: Facts) -> None:
    understanding = Understanding.load(nl.parent.parent, facts)
    here: Context = context()
    assert understanding.read("ik kan niet versturen", here).locale is None


def test_a_cause_that_is_no_remedy_names_file_line_and_reason(nl: Path, facts: Facts) -> None:
    line = edit(nl, "  port-25: [", "  port-52: [")
    with pytest.raises(LexiconError, match="the configuration has no remedy 'port-52'") as caught:
        Understanding.load(nl.parent.parent, facts)
    assert (caught.value.file, caught.value.line) == (nl, line)
    assert caught.value.key == "causes.port-52"


def test_a_sign_with_an_unknown_remedy_names_file_line_and_reason(nl: Path, facts: Facts) -> None:
    replies = nl.parent.parent / "replies.yaml"
    line = edit(replies, "    remedies: [far-side]", "    remedies: [farside]")
    with pytest.raises(LexiconError, match="the configuration has no remedy 'farside'") as caught:
        Understanding.load(nl.parent.parent, facts)
    assert (caught.value.file, caught.value.line) == (replies, line)
    assert caught.value.key == "signs.1.remedies.0"
