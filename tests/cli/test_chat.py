import re

from tests.cli.conftest import Shell


async def test_the_card_is_two_lines_away(fresh: Shell) -> None:
    ended = await fresh.run("chat", "--locale", "nl", typed="imap\nssl aan\n")
    assert (ended.status, ended.err) == (0, "")
    assert "ssl0.ovh.net" in ended.out
    assert re.search(r"\b993\b", ended.out)
    assert re.search(r"\b465\b", ended.out)
    assert not re.search(r"\b(110|143|995)\b", ended.out)


async def test_a_number_taps_a_button(shell: Shell) -> None:
    ended = await shell.run("chat", "--locale", "en", typed="1\n1\n")
    assert ended.status == 0
    assert "ssl0.ovh.net" in ended.out


async def test_the_language_is_the_terminals(shell: Shell) -> None:
    asked = await shell.run("chat", "--locale", "fr")
    spoken = await shell.run("chat", LANG="fr_BE.UTF-8")
    assert spoken.out == asked.out
    assert spoken.status == 0


async def test_a_terminal_without_language_gets_the_configured_one(shell: Shell) -> None:
    asked = await shell.run("chat", "--locale", "nl")
    spoken = await shell.run("chat", LANG="C")
    assert spoken.out == asked.out


async def test_the_languages_differ(shell: Shell) -> None:
    dutch = await shell.run("chat", "--locale", "nl")
    polish = await shell.run("chat", "--locale", "pl")
    assert dutch.out != polish.out


async def test_an_unknown_language_names_the_known_ones(shell: Shell) -> None:
    ended = await shell.run("chat", "--locale", "xx")
    assert ended.status == 2
    assert ended.err.startswith("no language 'xx'; there are: de, en, ")
    assert ended.err.count("\n") == 1


async def test_nothing_is_left_behind(shell: Shell) -> None:
    await shell.run("chat", typed="imap\n")
    assert list(shell.directory.iterdir()) == []
