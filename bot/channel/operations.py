"""
The pages for whoever runs the bot: is it alive, is it ready, how is it doing.
"""

import hmac
from http import HTTPStatus

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channel.application import Application

SCHEME = "bearer "


def operations(application: Application, metrics_token: str | None) -> list[Route]:
    """
    Return the routes `/healthz`, `/readyz` and, where there is a token for it, `/metrics`.
    """

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_: Request) -> Response:
        trouble = await application.trouble()
        if trouble is None:
            return PlainTextResponse("ready")
        return PlainTextResponse(trouble, HTTPStatus.SERVICE_UNAVAILABLE)

    async def metrics(request: Request) -> Response:
        if not _may(request, metrics_token or ""):
            headers = {"WWW-Authenticate": "Bearer"}
            return PlainTextResponse("Unauthorized", HTTPStatus.UNAUTHORIZED, headers)
        return Response(await application.measure(), media_type=CONTENT_TYPE_LATEST)

    routes = [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
    ]
    if metrics_token:
        routes.append(Route("/metrics", metrics, methods=["GET"]))
    return routes


def create_operations_app(application: Application, metrics_token: str | None) -> Starlette:
    """
    Return a web application of these pages alone, for a process that has no webhook.
    """
    return Starlette(routes=operations(application, metrics_token))


def _may(request: Request, token: str) -> bool:
    given = request.headers.get("Authorization", "")
    if not given.lower().startswith(SCHEME):
        return False
    return hmac.compare_digest(given[len(SCHEME) :].strip().encode(), token.encode())
