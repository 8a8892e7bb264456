from pathlib import Path

import pytest

from bot.facts import ConfigError, read_facts

SHIPPED = Path("config.yaml")


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_facts(path)
    return [str(problem).replace(str(path), "config.yaml") for problem in caught.value.problems]


def changed(old: str, new: str) -> str:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_the_shipped_configuration_and_another_hosts_are_fine() -> None:
    assert read_facts(SHIPPED).provider.name == "OVH"
    assert read_facts(Path("tests/hosts/postduif.yaml")).provider.name == "Postduif"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read: No such file"):
        read_facts(tmp_path / "nowhere.yaml")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        read_facts(path)


def test_an_unknown_key_tells_file_line_key_and_value(tmp_path: Path) -> None:
    text = changed("  name: OVH\n", "  name: OVH\n  nmae: OVH\n")
    (problem,) = problems(tmp_path, text)
    line = line_of(text, "nmae")
    assert problem == f"config.yaml:{line}: provider.nmae = 'OVH': Extra inputs are not permitted"


def test_a_wrong_port_tells_file_line_key_and_value(tmp_path: Path) -> None:
    text = changed("ssl: {port: 465,", "ssl: {port: 99465,")
    (problem,) = problems(tmp_path, text)
    line = line_of(text, "99465")
    assert problem.startswith(
        f"config.yaml:{line}: products.0.regions.0.smtp.ssl.port = '99465': Input should be less"
    )


def test_a_missing_key_is_named_where_it_belongs(tmp_path: Path) -> None:
    text = changed("  default_locale: nl\n", "")
    (problem,) = problems(tmp_path, text)
    assert problem == (
        f"config.yaml:{line_of(text, 'provider:')}: provider.default_locale: Field required"
    )


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    text = changed("  name: OVH\n", '  name: ""\n').replace("code: p", "code: pp")
    assert len(problems(tmp_path, text)) == 2


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = changed("  name: OVH\n", "  name: OVH\n  name: OVH\n")
    (problem,) = problems(tmp_path, text)
    line = line_of(text, "name: OVH") + 1
    assert problem == f"config.yaml:{line}: provider.name: this key stands here twice"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: [1\nb: 2", 2, "not YAML"),
        ("- 1", 1, "must hold keys and values"),
        ("", 1, "must hold keys and values"),
        ("a: \x00", 0, "not YAML"),
    ],
)
def test_what_is_no_configuration_at_all(tmp_path: Path, text: str, line: int, reason: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert problem.startswith(f"config.yaml:{line}: " if line else "config.yaml: ")
    assert reason in problem


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("code: p\n", "code: m\n", "products.1.code = 'm': is used twice"),
        ("id: emailpro", "id: mxplan", "products.1.id = 'mxplan': is used twice"),
        ("code: t\n", "code: w\n", "programs.1.code = 'w': is used twice"),
        ("user-name: e", "user-name: a", "remedies.user-name = 'a': is used twice"),
        (
            "successor: new-outlook",
            "successor: newer",
            "programs.1.successor = 'newer': no program has this id",
        ),
        (
            "        code: a\n",
            "        code: e\n",
            "products.0.regions.1.code = 'e': is used twice",
        ),
        ("https://www.ovh.com/manager/", "ovh.com", "must be a link"),
        ("    en: https://www.ovhcloud.com/en/mail/\n", "", "needs a value for en"),
    ],
)
def test_what_contradicts_itself_is_refused(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    (problem,) = problems(tmp_path, changed(old, new))
    assert reason in problem


def test_a_list_whose_entries_are_wrong_is_not_called_empty(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace("{port: 993,", "{port: 99993,")
    found = problems(tmp_path, text)
    assert found
    assert all(".imap.ssl.port = '99993'" in each for each in found)


def test_a_list_that_is_empty_is_called_so(tmp_path: Path) -> None:
    text = changed("programs:\n", "programs: []\nold:\n")
    assert any(
        "programs: Tuple should have at least 1 item" in each for each in problems(tmp_path, text)
    )
