"""
Calls of the Bot API by the names of its methods.
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

# Without it the library warns whenever Telegram says how long to wait.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken
from telegram.request import BaseRequest


class TokenRefused(Exception):  # noqa: N818 - what happened, in the words of the operator
    """
    Telegram does not accept the token; the text does not hold it.
    """

    def __init__(self) -> None:
        super().__init__("Telegram does not accept the bot token (TELEGRAM_BOT_TOKEN)")


async def call(
    bot: Bot, method: str, parameters: Mapping[str, object], *, read_timeout: float | None = None
) -> Any:
    """
    Call a method (`sendMessage`) with JSON-able parameters and return the result as it came.

    The library's own methods turn each result into objects, which costs several times what the
    call does. Raises TokenRefused, or another of the library's TelegramErrors.
    """
    patience = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
    try:
        return await bot.do_api_request(_generic(method), dict(parameters), read_timeout=patience)
    except (EndPointNotFound, InvalidToken):
        # Telegram answers 401 or 404; all methods that are called here exist.
        raise TokenRefused from None


async def introduce(bot: Bot) -> None:
    """
    Connect the bot and learn its name; raise TokenRefused or another TelegramError.
    """
    try:
        await bot.initialize()
    except InvalidToken:
        raise TokenRefused from None


@cache
def _generic(method: str) -> str:
    """
    Spell a method (`send_Message`) so that the library's generic door lets it pass.

    It advises against `sendMessage`, which it has a method for, and drops the underscores again.
    """
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in method)
