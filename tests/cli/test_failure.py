import errno
import socket
import ssl
from unittest.mock import Mock

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut

from bot.channel.request import LeanRequest
from bot.cli.failure import explain
from tests.cli.conftest import TOKEN
from tests.ports import free_port

KEY: ConnectionKey = Mock(host="api.telegram.org", port=443, ssl=True)
CERTIFICATE = ssl.SSLCertVerificationError(1, "certificate verify failed")
NAME = socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def network(cause: Exception) -> NetworkError:
    error = NetworkError(f"{type(cause).__name__}: [{cause!r}]")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            network(aiohttp.ClientConnectorDNSError(KEY, NAME)),
            "Telegram cannot be reached at api.telegram.org:443: Name or service not known",
        ),
        (
            network(aiohttp.ClientConnectorCertificateError(KEY, CERTIFICATE)),
            "Telegram cannot be reached at api.telegram.org:443: its certificate is not accepted",
        ),
        (
            network(aiohttp.ClientConnectorSSLError(KEY, ssl.SSLError(1, "wrong version number"))),
            "Telegram cannot be reached at api.telegram.org:443: no secure connection is possible",
        ),
        (
            network(aiohttp.ClientConnectorError(KEY, OSError("Multiple exceptions: many words"))),
            "Telegram cannot be reached at api.telegram.org:443: no connection",
        ),
        (
            network(aiohttp.ClientOSError(errno.ECONNRESET, "many words")),
            "Telegram cannot be reached: Connection reset by peer",
        ),
        (TimedOut(), "Telegram cannot be reached: no answer in time"),
        (NetworkError("Bad Gateway"), "Telegram cannot be reached: Bad Gateway"),
        (BadRequest("Too long"), "Telegram refuses the call: Too long"),
        (Forbidden("Blocked"), "Telegram refuses the call: Blocked"),
    ],
)
def test_trouble_with_telegram_is_one_clear_line(error: TelegramError, line: str) -> None:
    assert explain(error) == line


async def test_a_connection_that_is_refused_names_only_host_and_port() -> None:
    port = free_port()
    async with LeanRequest() as request:
        bot = Bot(TOKEN, f"http://127.0.0.1:{port}/bot", request=request)
        with pytest.raises(NetworkError) as raised:
            await bot.get_me()
    where = f"127.0.0.1:{port}"
    assert explain(raised.value) == f"Telegram cannot be reached at {where}: Connection refused"
