"""
The environment variables that the bot reads.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from bot.store import check_address

TELEGRAM = "https://api.telegram.org"
DEFAULT_PORT = 8080
WEBHOOK_PORTS = (443, 80, 88, 8443)

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_BEARER = re.compile(r"[!-~]{16,}")
_PURPOSE = b"secret token of the webhook"


class SettingsError(Exception):
    """
    Variables that are missing or wrong, one in each line; secrets are not shown.
    """


def _is_token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        msg = "does not look like a token from @BotFather (123456:ABC-DEF)"
        raise ValueError(msg)
    return value


def _is_secret(value: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(value.get_secret_value()):
        msg = "must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -"
        raise ValueError(msg)
    return value


def _is_bearer(value: SecretStr) -> SecretStr:
    if not _BEARER.fullmatch(value.get_secret_value()):
        msg = "must be 16 or more characters that a header can hold, without spaces"
        raise ValueError(msg)
    return value


def _is_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid or not re.fullmatch(r"[^\s?#]+", value):
        msg = "must be an address that starts with https:// or http://"
        raise ValueError(msg)
    return value


def _is_database(value: SecretStr) -> SecretStr:
    check_address(value.get_secret_value())
    return value


def _is_server(value: str) -> str:
    return _is_address(value).rstrip("/")


Address = Annotated[str, AfterValidator(_is_address)]


class Settings(BaseModel):
    """
    What the variables say, checked; each field's alias is the variable's name.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    token: Annotated[SecretStr, AfterValidator(_is_token)] | None = Field(
        None,
        alias="TELEGRAM_BOT_TOKEN",
        description="The bot's token, from @BotFather. Needed by `poll`, `serve`, `work`, `setup`.",
    )
    api_url: Annotated[str, AfterValidator(_is_server)] = Field(
        TELEGRAM,
        alias="TELEGRAM_API_URL",
        description="Where the Bot API is; another address for a server of your own.",
    )
    database_url: Annotated[SecretStr, AfterValidator(_is_database)] | None = Field(
        None,
        alias="DATABASE_URL",
        description=(
            "`postgresql://user:password@host/database` (or `postgres://`), or `sqlite:///` and"
            " the path of a file; without it `bot.sqlite3` in the working directory."
        ),
    )
    webhook_url: Address | None = Field(
        None,
        alias="WEBHOOK_URL",
        description=(
            "The public https address at which Telegram reaches `serve`, on port 443, 80, 88 or"
            " 8443. Needed by `serve`; with it `setup` registers the webhook."
        ),
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_is_secret)] | None = Field(
        None,
        alias="WEBHOOK_SECRET",
        description=(
            "What Telegram's requests must carry: 1 to 256 of `A-Za-z0-9_-`; without it a secret"
            " is made from the token."
        ),
    )
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        None,
        alias="PORT",
        description=(
            "The port that `serve` listens on, 8080 without it; where it is set, `poll` serves the"
            " pages for operators there."
        ),
    )
    metrics_token: Annotated[SecretStr, AfterValidator(_is_bearer)] | None = Field(
        None,
        alias="METRICS_TOKEN",
        description="What `/metrics` wants as its bearer token; without it there is no such page.",
    )
    send_rate: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)] = Field(
        25,
        alias="SEND_RATE",
        description="How many messages a second are sent at most, to all chats; `0`: no limit.",
    )
    staff_chat: Annotated[int, Field(lt=0)] | None = Field(
        None,
        alias="STAFF_CHAT_ID",
        description=(
            "The number of the group in which your helpdesk answers, such as `-1001234567890`; see"
            " [support desk](docs/support-desk.md). Without it customers get the contact links."
        ),
    )
    config: Path = Field(
        Path("config.yaml"),
        alias="BOT_CONFIG",
        description="The file with the provider's facts.",
    )

    @model_validator(mode="after")
    def _webhook_is_secure(self) -> Self:
        if self.webhook_url is None or self.api_url != TELEGRAM:
            return self
        parts = urlsplit(self.webhook_url)
        if parts.scheme != "https":
            msg = f"WEBHOOK_URL = {self.webhook_url!r}: must start with https://"
            raise ValueError(msg)
        if parts.port not in {None, *WEBHOOK_PORTS}:
            msg = (
                f"WEBHOOK_URL = {self.webhook_url!r}: Telegram calls port 443, 80, 88 or 8443 only"
            )
            raise ValueError(msg)
        return self

    @property
    def needed_token(self) -> str:
        """
        The token; raises SettingsError where there is none.
        """
        if self.token is None:
            msg = "TELEGRAM_BOT_TOKEN is not set: it holds the token that @BotFather gave you"
            raise SettingsError(msg)
        return self.token.get_secret_value()

    @property
    def needed_webhook_url(self) -> str:
        """
        The webhook's address; raises SettingsError where there is none.
        """
        if self.webhook_url is None:
            msg = "WEBHOOK_URL is not set: it holds the public https address of this process"
            raise SettingsError(msg)
        return self.webhook_url

    @property
    def webhook_path(self) -> str:
        """
        The path of the webhook's address, at least `/`.
        """
        return urlsplit(self.needed_webhook_url).path or "/"

    @property
    def secret(self) -> str:
        """
        The webhook's secret: the given one, or the one that every process makes from the token.
        """
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hmac.new(self.needed_token.encode(), _PURPOSE, hashlib.sha256).hexdigest()

    @property
    def listening_port(self) -> int:
        """
        The port for a process that must have one.
        """
        return self.port or DEFAULT_PORT

    @property
    def metrics(self) -> str | None:
        """
        The token for `/metrics`, if there is to be such a page.
        """
        return self.metrics_token.get_secret_value() if self.metrics_token else None

    @property
    def database(self) -> str | None:
        """
        The database's URL as it was given.
        """
        return self.database_url.get_secret_value() if self.database_url else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """
        What must not be written anywhere.
        """
        known = (self.needed_token, self.secret) if self.token is not None else ()
        return known if self.metrics is None else (*known, self.metrics)


def config_path(environment: Mapping[str, str]) -> Path:
    """
    Return where the configuration is; for the commands that need no other variable.
    """
    return Path(
        environment.get("BOT_CONFIG", "").strip() or Settings.model_fields["config"].default
    )


def read_settings(environment: Mapping[str, str]) -> Settings:
    """
    Read and check the variables; an empty one counts as not set.

    Raises SettingsError with one line for each variable that is wrong.
    """
    given = {name: environment.get(name, "").strip() for name in _names()}
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value})
    except ValidationError as error:
        lines = (_line(each["loc"], each["msg"], given) for each in error.errors())
        raise SettingsError("\n".join(lines)) from None


def settings_table() -> str:
    """
    Return the variables as a Markdown table, for the README.
    """
    lines = ["| Variable | Default | Meaning |", "| --- | --- | --- |"]
    for field in Settings.model_fields.values():
        default = "" if field.default is None else f"`{field.default}`"
        lines.append(f"| `{field.alias}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def _names() -> list[str]:
    return [field.alias for field in Settings.model_fields.values() if field.alias]


def _line(place: tuple[int | str, ...], reason: str, given: Mapping[str, str]) -> str:
    reason = reason.removeprefix("Value error, ").replace("Input should be", "must be")
    if not place:
        return reason
    name = str(place[0])
    hidden = any(
        field.alias == name and "SecretStr" in str(field.annotation)
        for field in Settings.model_fields.values()
    )
    return f"{name}: {reason}" if hidden else f"{name} = {given[name]!r}: {reason}"
