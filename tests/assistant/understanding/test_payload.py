"""What buttons send."""

from typing import Any

import pytest

from assistant.understanding.payload import PayloadError, parse


@pytest.mark.parametrize(
    ("text", "intent", "values"),
    [
        ("/affirm", "affirm", {}),
        ("/add_to_basket{}", "add_to_basket", {}),
        ('/add_to_basket{"product": "2003000100003"}', "add_to_basket", {"product": "2003000100003"}),
        ('/inform {"praline_sort": "dark"} ', "inform", {"praline_sort": "dark"}),
        ('/inform@0.87{"a": {"b": [1]}}', "inform", {"a": {"b": [1]}}),
        ('/inform{"words": "Für {Oma}"}', "inform", {"words": "Für {Oma}"}),
        ('/inform{\n  "words": "Für\\nOma"\n}', "inform", {"words": "Für\nOma"}),
    ],
)
def test_a_payload_is_an_intent_with_its_values(text: str, intent: str, values: dict[str, Any]) -> None:
    assert parse(text) == (intent, values)


@pytest.mark.parametrize("text", ["", "hello", "/", "/ affirm", "/1", "1/2", " /affirm", "//affirm"])
def test_what_is_none_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("text", ["/affirm now", "/affirm[1]", "/affirm{", "/affirm@high"])
def test_what_only_begins_like_one_is_refused(text: str) -> None:
    with pytest.raises(PayloadError) as caught:
        parse(text)
    assert str(caught.value) == f'{text!r} is no payload. Write /intent or /intent{{"entity": "value"}}.'


@pytest.mark.parametrize(
    "text", ["/affirm{a: 1}", "/affirm{'a': 1}", '/affirm{"a": 1,}', '/a{"a":' + "[" * 100_000 + "}"]
)
def test_broken_json_is_refused(text: str) -> None:
    with pytest.raises(PayloadError, match="cannot be read"):
        parse(text)
