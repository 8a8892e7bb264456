from pathlib import Path

import pytest

from bot.understanding.weights import INTENTS, Weights, are_current, fingerprint


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for locale in ("en", "nl"):
        (tmp_path / locale).mkdir()
        (tmp_path / locale / "examples.yaml").write_text("human: [hello]\n", encoding="utf-8")
    head = "\t".join(("feature", *INTENTS))
    bias = "\t".join(("bias", *("1" for _ in INTENTS)))
    text = f"{fingerprint(tmp_path)}\n{head}\n{bias}\n"
    (tmp_path / "weights.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_weights_fit_the_examples(root: Path) -> None:
    assert are_current(root / "locales"), "run `make weights`"


def test_weights_with_the_fingerprint_are_read(directory: Path) -> None:
    assert Weights.read(directory).scores([(), (), (), (), ()]) == [0.1] * len(INTENTS)
    assert are_current(directory)


def test_another_example_asks_for_new_weights(directory: Path) -> None:
    (directory / "nl" / "examples.yaml").write_text("human: [hallo]\n", encoding="utf-8")
    assert not are_current(directory)


def test_the_same_examples_of_another_language_ask_for_new_weights(directory: Path) -> None:
    (directory / "nl").rename(directory / "de")
    assert not are_current(directory)


def test_no_weights_at_all_are_not_current(directory: Path) -> None:
    (directory / "weights.tsv").write_text("", encoding="utf-8")
    assert not are_current(directory)
