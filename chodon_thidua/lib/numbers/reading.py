"""Reading numbers as Vietnamese write them, with advice for whatever is none."""

from decimal import Decimal

from chodon_thidua.lib.numbers.advice import EXCERPT, number_advice, suggested_number
from chodon_thidua.lib.numbers.grammar import parse_line, plain_spaces
from chodon_thidua.lib.text import normalise_line, quote

_LONGEST_INPUT = 50


class NumberInputError(ValueError):
    """A typed number that has no single Vietnamese reading; str() is the sentence for the person."""

    def __init__(self, text: str, suggestion: str | None, unit: str = "") -> None:
        self.suggestion = suggestion
        self.advice = number_advice(text, suggestion, unit)
        super().__init__(f"Không hiểu số {quote(text, EXCERPT)}. {self.advice}")


def parse_number(text: str, unit: str = "") -> Decimal | None:
    """Reads a number as a Vietnamese writes it; blank is None, never zero. `unit` is the unit of measure to give it in.

    Raises: NumberInputError, with a suggestion where another reading is likely, in the unit asked for.
    """
    line = plain_spaces(text)
    if not line:
        return None
    # Patterns are for what a person types as a number: over a long text they would run away.
    is_short = len(line) <= _LONGEST_INPUT
    value = parse_line(line) if is_short else None
    if value is None:
        raise NumberInputError(normalise_line(text), suggested_number(line, unit) if is_short else None, unit)
    return value
