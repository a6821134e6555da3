"""Errors over HTTP: each is a problem (RFC 9457), complete, and without a traceback."""

import httpx


def problem(response: httpx.Response) -> tuple[int, str]:
    """Status and code of an answer that must be a problem."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    content = response.json()
    assert content["type"] == f"urn:sally:{content['code']}"
    assert content["status"] == response.status_code
    assert content["title"]
    assert content["detail"].endswith((".", "…"))
    assert "Traceback" not in response.text
    return response.status_code, content["code"]
