"""What may stand in a field of the shop's files; each complaint ends with what to do."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from actions.shop.gtin import is_gtin

LANGUAGES = ("de", "en", "tr")
ALLERGENS = (
    "gluten",
    "crustaceans",
    "eggs",
    "fish",
    "peanuts",
    "soy",
    "milk",
    "nuts",
    "celery",
    "mustard",
    "sesame",
    "sulphites",
    "lupin",
    "molluscs",
)
"""What must be declared in the EU (Regulation 1169/2011, Annex II)."""


def _in_all_languages(words: Mapping[str, str]) -> Mapping[str, str]:
    if missing := [language for language in LANGUAGES if not words.get(language, "").strip()]:
        raise ValueError(f"has no words in {', '.join(missing)}. Add them.")
    return words


def _quoted(clock: object) -> object:
    # YAML reads 22:00 without quotes as the number 1320. pydantic collects ValueErrors, no others.
    if not isinstance(clock, str):
        raise ValueError('is not a time. Write it in quotes: "07:00".')  # noqa: TRY004
    return clock


def _declarable(allergen: str) -> str:
    if allergen not in ALLERGENS:
        raise ValueError(f"is not an allergen. Use one of {', '.join(ALLERGENS)}.")
    return allergen


def _barcode(code: str) -> str:
    if not is_gtin(code):
        raise ValueError("is not a GTIN. Check its digits.")
    return code


Words = Annotated[Mapping[str, str], AfterValidator(_in_all_languages)]
Clock = Annotated[time, BeforeValidator(_quoted)]
Allergen = Annotated[str, AfterValidator(_declarable)]
Gtin = Annotated[str, AfterValidator(_barcode)]
Cents = Annotated[int, Field(ge=0, strict=True)]
Number = Annotated[int, Field(ge=1, strict=True)]
