"""
The door in process: python-telegram-bot's way to the local Telegram.
"""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.preview.parameters import Upload
from bot.preview.refusal import Lost, Refused
from bot.preview.telegram import LocalTelegram

_FILE = "/file/bot"
_BOT = "/bot"


class LocalRequest(BaseRequest):
    """
    A transport that calls the local Telegram instead of the network.

    A lost answer raises what python-telegram-bot's own transports raise: TimedOut or NetworkError.
    """

    def __init__(self, telegram: LocalTelegram) -> None:
        """
        Stand before this Telegram.
        """
        self._telegram = telegram

    async def initialize(self) -> None:
        """
        Do nothing: there is no connection to open.
        """

    async def shutdown(self) -> None:
        """
        Do nothing: there is no connection to close.
        """

    @property
    def read_timeout(self) -> float | None:
        """
        The seconds that a read may take by default.
        """
        return 5.0

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - Telegram takes GET and POST alike
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_named_timeouts: object,
    ) -> tuple[int, bytes]:
        """
        Return status and body of a call, or the content of a file.
        """
        parts = urlsplit(url)
        path = unquote(parts.path)
        try:
            if path.startswith(_FILE):
                return HTTPStatus.OK, self._file(path.removeprefix(_FILE))
            token, _, name = path.removeprefix(_BOT).partition("/")
            self._telegram.authorize(token)
            parameters: dict[str, object] = dict(parse_qsl(parts.query))
            uploads: dict[str, Upload] = {}
            if request_data is not None:
                parameters.update(request_data.json_parameters)
                if request_data.contains_files:
                    uploads = {
                        part: _upload(*content)
                        for part, content in request_data.multipart_data.items()
                    }
            result = await self._telegram.call(name, parameters, uploads)
        except Refused as refusal:
            return refusal.error_code, json.dumps(refusal.to_json()).encode()
        except Lost as lost:
            if lost.timed_out:
                raise TimedOut from None
            msg = "Server disconnected without sending a response."
            raise NetworkError(msg) from None
        return HTTPStatus.OK, json.dumps({"ok": True, "result": result}).encode()

    def _file(self, path: str) -> bytes:
        token, _, name = path.partition("/")
        self._telegram.authorize(token)
        try:
            return self._telegram.files.content(name)
        except KeyError:
            raise Refused(404, "Not Found") from None


def _upload(name: str, content: Any, mime_type: str) -> Upload:
    return Upload(name, content if isinstance(content, bytes) else content.read(), mime_type)
