"""
The way between the bot and Telegram, which takes a while: that is when most kills hit a message.
"""

import asyncio
import random

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 0.02


class Distance:
    """
    Keeps every message back for a moment on its way there, and its confirmation on its way back.
    """

    def __init__(self, app: ASGIApp, chance: random.Random) -> None:
        self._app = app
        self._chance = chance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def late(message: Message) -> None:
            if message["type"] == "http.response.start":
                await self._wait()
            await send(message)

        if scope["type"] != "http" or not scope["path"].endswith("/sendMessage"):
            await self._app(scope, receive, send)
            return
        await self._wait()
        await self._app(scope, receive, late)

    async def _wait(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, LONGEST))
