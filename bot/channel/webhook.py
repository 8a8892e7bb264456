"""
Receive updates that Telegram delivers over HTTP.
"""

import hmac
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channel.application import Application
from bot.channel.entry import Unreadable
from bot.store import StoreError

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header
LARGEST_BODY = 1024 * 1024
AGAIN_AFTER = {"Retry-After": "2"}


def create_app(application: Application, secret: str, path: str) -> Starlette:
    """
    Return the web application: updates at `path`, with the secret token; `/healthz` for anybody.

    It enters and leaves the application with its own lifespan.
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
        try:
            await application.handle_json(json.loads(body))
        except StoreError as error:
            logger.warning("update refused for now: %s", error)
            return _status(HTTPStatus.SERVICE_UNAVAILABLE, AGAIN_AFTER)
        except (ValueError, RecursionError) as error:
            reason = str(error) if isinstance(error, Unreadable) else type(error).__name__
            logger.warning("request ignored: %s", reason)
            return _status(HTTPStatus.BAD_REQUEST)
        return Response()

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with application:
            yield

    return Starlette(
        routes=[
            Route(path or "/", deliver, methods=["POST"]),
            Route("/healthz", healthz, methods=["GET"]),
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


def _status(status: HTTPStatus, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(status.phrase, status, headers)
