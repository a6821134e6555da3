"""Errors as application/problem+json (RFC 9457), each with a stable `code`."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant.session import NotAllowed
from assistant.store.error import StorageUnavailable
from assistant.turn import MessageConflict, StaleTurn, UnknownSession
from assistant.understanding.payload import PayloadError

TITLES = {
    400: "Bad request",
    401: "Not allowed",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Too large",
    422: "Bad message",
    429: "Too many",
    500: "Our mistake",
    503: "Unavailable",
}


class Problem(Exception):
    """A request that is answered with an error: HTTP status, stable code, and a sentence that says what to do."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


def respond(status: int, code: str, detail: str, **more: Any) -> JSONResponse:
    """The response that says so."""
    content = {"type": f"urn:sally:{code}", "title": TITLES.get(status, "Error"), "status": status}
    headers = {"Retry-After": "1"} if status in {429, 503} else None
    return JSONResponse(
        {**content, "detail": detail, "code": code, **more}, status, headers, media_type="application/problem+json"
    )


def install(app: FastAPI) -> None:
    """Let every error of ours come out as a problem, and none with a traceback."""

    def handle(kind: type[Exception], status: int, code: str, detail: str | None = None) -> None:
        async def answer(_request: Request, error: Exception) -> Response:
            return respond(status, code, detail or str(error))

        app.add_exception_handler(kind, answer)

    handle(UnknownSession, 404, "unknown_session", "There is no such session. Open one with POST /api/v1/sessions.")
    handle(NotAllowed, 403, "wrong_token", "The token does not open this session. Send the one that came with it.")
    handle(MessageConflict, 409, "message_conflict", "This message_id was used for another message. Make a new one.")
    handle(StaleTurn, 503, "busy", "Too many turns of this session at once. Send the message again.")
    handle(
        StorageUnavailable,
        503,
        "storage_unavailable",
        "The shop cannot be reached for a moment; nothing was lost. Try again.",
    )
    handle(PayloadError, 422, "bad_payload")
    handle(Exception, 500, "internal", "Something went wrong on our side; nothing was changed. Send the message again.")

    @app.exception_handler(Problem)
    async def _problem(_request: Request, error: Problem) -> Response:
        return respond(error.status, error.code, error.detail)

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> Response:
        code = {404: "not_found", 413: "too_large"}.get(error.status_code, "bad_request")
        return respond(error.status_code, code, f"{error.detail}.")

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> Response:
        wrong = [
            {"where": ".".join(map(str, entry["loc"])), "what": entry["msg"].removeprefix("Value error, ")}
            for entry in error.errors()
        ]
        detail = "; ".join(f"{entry['where']}: {entry['what']}" for entry in wrong)
        return respond(422, "bad_message", f"{detail}.", errors=wrong)
