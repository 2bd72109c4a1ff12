"""Numbers of SVG attributes."""

from decimal import Decimal

from chodon_thidua.lib.numbers import plain_number

TENTH = Decimal("0.1")


def plain_text(value: Decimal) -> str:
    return plain_number(value.quantize(TENTH))
