"""
Receive updates that Telegram delivers over HTTP.
"""

import hmac
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import NoReturn

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.channel.application import Application
from bot.channel.operations import operations
from bot.channel.parsing import Unreadable
from bot.store import StoreError

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header
LARGEST_BODY = 1024 * 1024
AGAIN_AFTER = {"Retry-After": "2"}


def create_app(
    application: Application, secret: str, path: str, metrics_token: str | None = None
) -> Starlette:
    """
    Return the web application: updates at `path`, with the secret token, and the `operations`.

    It enters and leaves the application with its own lifespan. Where the lifespan is off, requests
    are put off until somebody else has entered it.
    """
    expected = secret.encode()

    async def deliver(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER)
        if given is None:
            return _status(HTTPStatus.UNAUTHORIZED)
        if not hmac.compare_digest(given.encode(), expected):
            return _status(HTTPStatus.FORBIDDEN)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return _status(HTTPStatus.BAD_REQUEST)
        if body is None:
            return _status(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not application.started:
            return _status(HTTPStatus.SERVICE_UNAVAILABLE, AGAIN_AFTER)
        try:
            update = json.loads(body, parse_constant=_no_number)
            answer = await application.respond(update)
        except StoreError as error:
            logger.warning("update refused for now", extra={"reason": error})
            return _status(HTTPStatus.SERVICE_UNAVAILABLE, AGAIN_AFTER)
        except (ValueError, RecursionError) as error:
            reason = str(error) if isinstance(error, Unreadable) else type(error).__name__
            logger.warning("request ignored", extra={"reason": reason})
            return _status(HTTPStatus.BAD_REQUEST)
        # A call in the response saves a request of its own; nobody hears how it went.
        return JSONResponse({"method": "answerCallbackQuery", **answer}) if answer else Response()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with application:
            yield

    return Starlette(
        routes=[
            Route(path or "/", deliver, methods=["POST"]),
            *operations(application, metrics_token),
        ],
        lifespan=lifespan,
    )


async def _body(request: Request) -> bytes | None:
    """
    Return the body, None for one over the bound; no more than the bound is ever held.
    """
    announced = request.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > LARGEST_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _no_number(name: str) -> NoReturn:
    """
    Refuse NaN and the infinities, which Python reads and JSON does not have.
    """
    raise ValueError(name)


def _status(status: HTTPStatus, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(status.phrase, status, headers)
