"""The HTTP server: the channels named in config.yml, health, and metrics."""

import importlib
import logging
import time

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels import problem
from assistant.channels.guard import Guard
from assistant.store.error import StorageUnavailable
from assistant.wiring import Sally

logger = logging.getLogger(__name__)

_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Measure:
    """ASGI middleware: counts requests and how long they took, by route and status."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self._app = app
        self._seconds = Histogram(
            "sally_http_seconds", "Time to answer a request.", ["route"], registry=registry, buckets=_BUCKETS
        )
        self._answers = Counter(
            "sally_http_answers", "Answers by route and status.", ["route", "status"], registry=registry
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            if not route.endswith("/events"):  # a stream lasts as long as the screen is on
                self._seconds.labels(route).observe(time.perf_counter() - start)
            self._answers.labels(route, str(status)).inc()


def make_app(sally: Sally) -> FastAPI:
    """The application that serves this Sally."""
    app = FastAPI(title="Sally", version="1", docs_url="/docs", redoc_url=None, description="The shop's own voice.")
    registry = CollectorRegistry()
    app.add_middleware(Measure, registry=registry)
    app.add_middleware(Guard, body_bytes=sally.config.limits.body_bytes, origins=sally.config.origins)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=sally.config.origins,
        allow_methods=("GET", "POST", "PUT"),
        allow_headers=("Authorization", "Content-Type", "Last-Event-ID"),
        expose_headers=("Retry-After",),
    )
    problem.install(app)
    for name in sally.config.channels:
        app.include_router(importlib.import_module(f"assistant.channels.{name}").routes(sally))

    @app.get("/healthz", tags=["operation"], summary="Is the process alive?")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", tags=["operation"], summary="Can shoppers be served?", response_model=None)
    async def readyz() -> Response:
        try:
            await sally.store.count_sessions(time.time())
        except StorageUnavailable as error:
            return problem.respond(503, "storage_unavailable", str(error))
        return JSONResponse({"status": "ready", "products": len(sally.catalogue.products)})

    @app.get("/metrics", tags=["operation"], summary="Prometheus metrics")
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return app
