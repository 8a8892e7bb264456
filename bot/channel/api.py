"""
Calls of the Bot API by the names of its methods.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

# Without it the library warns whenever Telegram says how long to wait.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram import Bot
from telegram.error import InvalidToken
from telegram.request import BaseRequest, RequestData


class TokenRefused(Exception):  # noqa: N818 - what happened, in the words of the operator
    """
    Telegram does not accept the token; the text does not hold it.
    """

    def __init__(self) -> None:
        super().__init__("Telegram does not accept the bot token (TELEGRAM_BOT_TOKEN)")


async def call(
    bot: Bot,
    method: str,
    parameters: Mapping[str, object],
    *,
    pictures: Mapping[str, bytes] | None = None,
    read_timeout: float | None = None,
) -> Any:
    """
    Call a method (`sendMessage`) with JSON-able parameters and return the result as it came.

    The library's own methods turn each parameter and each result into objects, which costs several
    times what the call does. `pictures` are PNGs by the names of their parameters. Raises
    TokenRefused, or another of the library's TelegramErrors.
    """
    data = cast("RequestData", _Given(parameters, pictures or {}))
    patience = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
    try:
        return await bot.request.post(f"{bot.base_url}/{method}", data, read_timeout=patience)
    except InvalidToken:
        # Telegram answers 401 or 404; all methods that are called here exist.
        raise TokenRefused from None


@dataclass(frozen=True, slots=True)
class _Given:
    """
    Parameters for a transport, as they are: what it asks of the library's RequestData.
    """

    parameters: Mapping[str, object]
    pictures: Mapping[str, bytes]

    @property
    def contains_files(self) -> bool:
        """
        Whether there are pictures.
        """
        return bool(self.pictures)

    @property
    def multipart_data(self) -> dict[str, tuple[str, bytes, str]]:
        """
        The pictures for a form.
        """
        return {
            name: (f"{name}.png", picture, "image/png") for name, picture in self.pictures.items()
        }

    @property
    def json_parameters(self) -> dict[str, str]:
        """
        The parameters for a form.
        """
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in self.parameters.items()
        }


async def introduce(bot: Bot) -> None:
    """
    Connect the bot and learn its name; raise TokenRefused or another TelegramError.
    """
    try:
        await bot.initialize()
    except InvalidToken:
        raise TokenRefused from None
