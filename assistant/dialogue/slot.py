"""Which values a slot takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.dialogue.flow import Slot


@dataclass(frozen=True)
class Accepted:
    """The value as the slot keeps it."""

    value: Any


@dataclass(frozen=True)
class Refused:
    """The value does not fit; `values` are for the response that says what would."""

    values: Mapping[str, Any] = field(default_factory=dict)


def accept(slot: Slot, value: Any) -> Accepted | Refused:
    """Check `value` against the slot's type and limits. None empties every slot."""
    match slot.type:
        case _ if value is None:
            return Accepted(None)
        case "float":
            return _number(slot, value)
        case "bool":
            return Accepted(value) if isinstance(value, bool) else Refused()
        case "categorical":
            return Accepted(value) if value in slot.values else Refused()
        case "list":
            return Accepted(list(value) if isinstance(value, list | tuple) else [value])
    return Accepted(str(value) if slot.type == "text" else value)


def _number(slot: Slot, value: Any) -> Accepted | Refused:
    """A whole number as such, as text, or as a quantity {"amount": "12"}; limits are inclusive."""
    limits = {
        "min": {"type": "count", "number": int(slot.minimum or 0)},
        "max": {"type": "count", "number": int(slot.maximum or 0)},
    }
    amount = value.get("amount") if isinstance(value, Mapping) else value
    if isinstance(amount, bool) or not isinstance(amount, int | float | str):
        return Refused(limits)
    try:
        number = float(amount)
    except (ValueError, OverflowError):
        return Refused(limits)
    too_small = slot.minimum is not None and number < slot.minimum
    too_large = slot.maximum is not None and number > slot.maximum
    return Refused(limits) if too_small or too_large or not number.is_integer() else Accepted(int(number))
