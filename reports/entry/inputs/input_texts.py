"""The texts of inputs: as a browser sends them, and as people read them."""

from datetime import date
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text


def browser_text(value: object) -> str:
    """Writes the value as a browser sends it."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, Decimal):
        return input_text(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def typed_text(value: object) -> str:
    """Writes what a browser sent as people read it."""
    return display_text(True if value == "on" else value)


def display_text(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value) if value not in (None, "") else "(để trống)"
