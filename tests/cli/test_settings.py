from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, config_path, read_settings, settings_table

TOKEN = "4711:secret-part"


def problem(**environment: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(environment)
    return str(caught.value)


def test_nothing_is_needed_to_read_them() -> None:
    settings = read_settings({})
    assert (settings.port, settings.listening_port) == (None, 8080)
    assert settings.send_rate == 25
    assert settings.api_url == "https://api.telegram.org"
    assert settings.config == Path("config.yaml")
    assert settings.database is None
    assert settings.secrets == ()


def test_an_empty_variable_is_not_set() -> None:
    assert read_settings({"PORT": "", "TELEGRAM_BOT_TOKEN": "  "}) == read_settings({})


def test_values_are_read() -> None:
    settings = read_settings(
        {
            "TELEGRAM_BOT_TOKEN": f" {TOKEN}\n",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "PORT": "5000",
            "SEND_RATE": "0.5",
            "BOT_CONFIG": "other.yaml",
            "DATABASE_URL": "sqlite:///data/bot.sqlite3",
            "WEBHOOK_URL": "http://127.0.0.1:5000/hook",
            "WEBHOOK_SECRET": "abc_DEF-1",
        }
    )
    assert settings.needed_token == TOKEN
    assert settings.api_url == "http://127.0.0.1:8081"
    assert (settings.port, settings.send_rate) == (5000, 0.5)
    assert settings.config == Path("other.yaml")
    assert settings.database == "sqlite:///data/bot.sqlite3"
    assert settings.webhook_path == "/hook"
    assert settings.secret == "abc_DEF-1"
    assert settings.secrets == (TOKEN, "abc_DEF-1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("SEND_RATE", "-1"),
        ("SEND_RATE", "nan"),
        ("SEND_RATE", "fast"),
        ("TELEGRAM_API_URL", "ftp://example.com"),
        ("TELEGRAM_API_URL", "http://[broken"),
        ("WEBHOOK_URL", "bot.example.com"),
        ("WEBHOOK_URL", "http://bot.example.com"),
        ("WEBHOOK_URL", "https://bot.example.com:8080/"),
        ("WEBHOOK_URL", "https://bot.example.com/a b"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(name: str, value: str) -> None:
    line = problem(**{name: value})
    assert line.startswith(f"{name} = {value!r}: ")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "secret part"),
        ("TELEGRAM_BOT_TOKEN", "bot4711:secret"),
        ("WEBHOOK_SECRET", "sécret"),
        ("WEBHOOK_SECRET", "secret" * 50),
        ("DATABASE_URL", "mysql://me:secret@host/mail"),
    ],
)
def test_a_wrong_secret_is_named_but_not_shown(name: str, value: str) -> None:
    line = problem(**{name: value})
    assert line.startswith(f"{name}: ")
    assert value not in line
    assert "\n" not in line


def test_every_wrong_variable_has_its_line() -> None:
    lines = problem(PORT="x", SEND_RATE="y").splitlines()
    assert [line.split()[0] for line in lines] == ["PORT", "SEND_RATE"]


def test_a_stand_in_may_call_a_webhook_without_https() -> None:
    settings = read_settings(
        {"TELEGRAM_API_URL": "http://127.0.0.1:1", "WEBHOOK_URL": "http://127.0.0.1:2"}
    )
    assert settings.webhook_path == "/"


@pytest.mark.parametrize("port", ["", ":443", ":8443"])
def test_telegram_calls_some_ports(port: str) -> None:
    assert read_settings({"WEBHOOK_URL": f"https://bot.example.com{port}/hook"}).webhook_url


def test_what_a_command_needs_is_named() -> None:
    settings = read_settings({})
    with pytest.raises(SettingsError, match=r"^TELEGRAM_BOT_TOKEN is not set"):
        _ = settings.needed_token
    with pytest.raises(SettingsError, match=r"^WEBHOOK_URL is not set"):
        _ = settings.needed_webhook_url


def test_every_process_makes_the_same_secret_from_the_token() -> None:
    first, second = (read_settings({"TELEGRAM_BOT_TOKEN": TOKEN}).secret for _ in range(2))
    other = read_settings({"TELEGRAM_BOT_TOKEN": "4711:another"}).secret
    assert first == second != other
    assert read_settings({"WEBHOOK_SECRET": first}).secret == first
    assert "secret-part" not in first


def test_the_settings_do_not_show_their_secrets() -> None:
    settings = read_settings({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": "hook-secret"})
    assert "secret-part" not in repr(settings)
    assert "hook-secret" not in repr(settings)


def test_the_configuration_can_be_found_without_the_rest() -> None:
    assert config_path({"PORT": "wrong"}) == Path("config.yaml")
    assert config_path({"BOT_CONFIG": "x.yaml"}) == Path("x.yaml")


def test_the_table_names_every_variable() -> None:
    table = settings_table()
    for field in Settings.model_fields.values():
        assert f"| `{field.alias}` |" in table
    assert "| `SEND_RATE` | `25` |" in table
