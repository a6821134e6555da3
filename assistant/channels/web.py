"""The pages that browsers load, with a strict content security policy."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from assistant.channels.port import Running
from assistant.channels.problem import Problem

WEB = Path(__file__).parent.parent / "web"
POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; img-src 'self' data:; "
    "object-src 'none'; require-trusted-types-for 'script'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


def routes(_sally: Running) -> APIRouter:
    """The pages of this Sally."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def start() -> Response:
        return _file("demo/index.html")

    @router.get("/favicon.ico")
    async def icon() -> Response:
        return _file("demo/icon.svg")

    @router.get("/demo/{name:path}")
    async def page(name: str) -> Response:
        return _file(f"demo/{name}")

    return router


def _file(name: str) -> Response:
    try:
        path = (WEB / name).resolve()
        found = path.is_relative_to(WEB.resolve()) and path.is_file() and path.suffix in _KINDS
    except (OSError, ValueError):  # a name that no file can have
        found = False
    if not found:
        raise Problem(404, "not_found", "There is no such page.")
    return FileResponse(path, media_type=_KINDS[path.suffix], headers=_HEADERS)
