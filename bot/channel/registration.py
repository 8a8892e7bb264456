"""
Tell Telegram what the bot is called, what it can do and where it listens.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot
from telegram.error import RetryAfter

from bot.answers.profile import Profile, profile
from bot.channel.entry import ALLOWED_UPDATES
from bot.channel.refusal import wait
from bot.facts import Facts
from bot.i18n import Catalogs

MAX_CONNECTIONS = 40
"""
Deliveries that Telegram makes to the webhook at the same time.
"""

_T = TypeVar("_T")


async def register(
    bot: Bot,
    facts: Facts,
    catalogs: Catalogs,
    webhook_url: str | None = None,
    secret: str | None = None,
) -> tuple[str, ...]:
    """
    Register commands, name and descriptions for every language, and the webhook if there is one.

    What Telegram already shows is left alone, because it allows few changes of the name a day.
    Returns one line for everything that was done or that Telegram wants done later. Raises
    TelegramError.
    """
    lines: list[str] = []
    default = profile(facts, catalogs.translator(facts.provider.default_locale))
    for language, each in {"": default, **_by_language(facts, catalogs)}.items():
        done = await _register_profile(bot, language, each)
        name = language or "all other languages"
        lines.append(f"{name}: {', '.join(done)}" if done else f"{name}: nothing to change")
    if webhook_url:
        await set_webhook(bot, webhook_url, secret)
        lines.append(f"webhook: {webhook_url}")
    return tuple(lines)


async def set_webhook(bot: Bot, url: str, secret: str | None) -> None:
    """
    Make Telegram deliver updates to this address; what waits there already is kept.

    The secret cannot be read back, so this is done even if the address is the same.
    """
    await bot.set_webhook(
        url,
        secret_token=secret,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=MAX_CONNECTIONS,
    )


def _by_language(facts: Facts, catalogs: Catalogs) -> dict[str, Profile]:
    # Telegram knows languages only: `pt_BR` speaks for `pt` where there is no plain `pt`.
    return {
        locale.split("_")[0]: profile(facts, catalogs.translator(locale))
        for locale in sorted(catalogs.locales, reverse=True)
    }


async def _register_profile(bot: Bot, language: str, wanted: Profile) -> list[str]:
    code = language or None
    commands, name, description, short = await asyncio.gather(
        bot.get_my_commands(language_code=code),
        bot.get_my_name(language_code=code),
        bot.get_my_description(language_code=code),
        bot.get_my_short_description(language_code=code),
    )
    done: list[str] = []
    if tuple((each.command, each.description) for each in commands) != wanted.commands:
        done.append(await _change("commands", bot.set_my_commands, wanted.commands, code))
    if name.name != wanted.name:
        done.append(await _change("name", bot.set_my_name, wanted.name, code))
    if description.description != wanted.description:
        done.append(await _change("description", bot.set_my_description, wanted.description, code))
    if short.short_description != wanted.short_description:
        done.append(
            await _change(
                "short description",
                bot.set_my_short_description,
                wanted.short_description,
                code,
            )
        )
    return done


async def _change(
    what: str, change: Callable[..., Awaitable[bool]], value: _T, code: str | None
) -> str:
    try:
        await change(value, language_code=code)
    except RetryAfter as error:
        return f"{what} not yet (Telegram says: again in {wait(error):.0f} s)"
    return f"{what} set"
