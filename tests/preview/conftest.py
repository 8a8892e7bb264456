from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.preview.client import Client, Customer
from bot.preview.request import LocalRequest
from bot.preview.telegram import LocalTelegram


@pytest.fixture
def telegram() -> LocalTelegram:
    return LocalTelegram()


@pytest.fixture
def client(telegram: LocalTelegram) -> Client:
    return Client(telegram, Customer("Anna", "nl"))


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    async with Bot(
        telegram.token,
        request=LocalRequest(telegram),
        get_updates_request=LocalRequest(telegram),
    ) as ready:
        yield ready
