"""
`link`: a link that opens the bot at one screen, with a text message and a QR code to go with it.
"""

import asyncio
import re
import sys
from argparse import Namespace
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from bot.channel.api import introduce
from bot.cli.failure import Failed, UsageError
from bot.cli.running import connected
from bot.cli.wiring import LOCALES
from bot.desk.link import Links, qr
from bot.dialogue.state import (
    Account,
    Device,
    Node,
    PortNumber,
    Protocol,
    ServerName,
    Ssl,
    State,
    Symptom,
    Webmail,
)
from bot.facts import Facts, read_facts
from bot.i18n import Catalogs
from bot.settings import Settings, SettingsError, config_path, read_settings

ENUMS: Mapping[str, type[StrEnum]] = {
    "screen": Node,
    "protocol": Protocol,
    "account": Account,
    "device": Device,
    "symptom": Symptom,
    "webmail": Webmail,
    "server": ServerName,
    "port": PortNumber,
}
SECURITY = {"ssl": Ssl.ON, "none": Ssl.OFF, "unsure": Ssl.UNSURE}

_CLUSTER = re.compile(r"[1-9][0-9]?")
_USERNAME = re.compile(r"[A-Za-z0-9_]{4,32}")


def run(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """
    Print the link, an empty line, and the text message; write the QR code where one is asked for.

    Without `--username` Telegram is asked for the bot's name, for which the token is needed.
    """
    facts = read_facts(config_path(environment))
    catalogs = Catalogs.load(LOCALES)
    state = _state(arguments, facts, catalogs)
    username = (arguments.username or "").removeprefix("@")
    if username and not _USERNAME.fullmatch(username):
        msg = f"--username: {username!r} is no name of a bot"
        raise UsageError(msg)
    if not username:
        username = asyncio.run(_username(read_settings(environment)))
    link = Links(facts, catalogs).make(state, username)
    if arguments.qr is not None:
        _write(Path(arguments.qr), qr(link.url))
    sys.stdout.write(f"{link.url}\n\n{link.text}\n")
    return 0


def _write(path: Path, picture: bytes) -> None:
    try:
        path.write_bytes(picture)
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}"
        raise Failed(msg) from None


async def _username(settings: Settings) -> str:
    if settings.token is None:
        msg = "link needs --username, or TELEGRAM_BOT_TOKEN to ask Telegram for the bot's name"
        raise SettingsError(msg)
    async with connected(settings) as bot:
        await introduce(bot)
        return bot.username


def _state(arguments: Namespace, facts: Facts, catalogs: Catalogs) -> State:
    """
    Return the state that the options describe; raises UsageError.
    """
    ids = {
        "locale": catalogs.locales,
        "product": [each.id for each in facts.products],
        "region": [region.id for each in facts.products for region in each.regions],
        "program": [each.id for each in facts.programs],
        "remedy": list(facts.remedies),
    }
    found: dict[str, object] = {"locale": facts.provider.default_locale}
    for name, known in ids.items():
        value = getattr(arguments, name)
        if value is not None:
            found[name] = _one_of(name, value, {each: each for each in known})
    for name, values in ENUMS.items():
        value = getattr(arguments, name)
        if value is not None:
            field = "node" if name == "screen" else name
            found[field] = _one_of(name, value, {each.name.lower(): each for each in values})
    if arguments.security is not None:
        found["ssl"] = _one_of("security", arguments.security, SECURITY)
    if arguments.cluster is not None:
        if not _CLUSTER.fullmatch(arguments.cluster):
            msg = f"--cluster: {arguments.cluster!r} is not the number in a server's name"
            raise UsageError(msg)
        found["cluster"] = arguments.cluster
    if arguments.screen is None:
        found["node"] = _screen(found)
    return State().having(**found)


def _screen(answers: Mapping[str, object]) -> Node:
    """
    Return the screen that somebody who gives these answers most likely means.
    """
    if {"symptom", "remedy"} & set(answers):
        return Node.REMEDY
    if "program" in answers:
        return Node.STEPS
    return Node.CARD if {"protocol", "ssl"} & set(answers) else Node.START


def _one_of(name: str, value: str, known: Mapping[str, object]) -> object:
    if value.lower() not in known:
        msg = f"--{name}: {value!r} is none of {', '.join(known)}"
        raise UsageError(msg)
    return known[value.lower()]
