"""Named states that are stored as their numbers, from 0 on."""

from collections.abc import Sequence
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.text import label_key, quote


class StateNameError(ValueError):
    """A text that is neither the name nor the number of a state; str() is the sentence for the person."""

    def __init__(self, text: str, states: Sequence[str]) -> None:
        self.advice = f"Chọn một trong: {states_listing(states)}."
        super().__init__(f"Không có trạng thái {quote(text)}. {self.advice}")


def is_state(states: Sequence[str], value: Decimal) -> bool:
    """Tells whether the number stands for one of the states."""
    return value == value.to_integral_value() and 0 <= value < len(states)


def state_name(states: Sequence[str], value: Decimal) -> str:
    """Returns the name of the state; a number that stands for none is shown as it is."""
    return states[int(value)] if is_state(states, value) else input_text(value)


def state_number(states: Sequence[str], text: str) -> Decimal:
    """Returns the number of the state that has this name or this number.

    Raises: StateNameError.
    """
    key = label_key(text)
    names = [label_key(name) for name in states]
    if key in names:
        return Decimal(names.index(key))
    if key.isdecimal() and key.isascii() and int(key) < len(states):
        return Decimal(int(key))
    raise StateNameError(text, states)


def states_listing(states: Sequence[str]) -> str:
    """“0 (Chưa lập), 1 (Đã duyệt)”."""
    return ", ".join(f"{number} ({name})" for number, name in enumerate(states))


def value_text(value: Decimal | None, states: Sequence[str] = ()) -> str:
    """Returns a stored value as people read it: the name of its state, or where there are none the whole number."""
    return state_name(states, value) if states and value is not None else input_text(value)
