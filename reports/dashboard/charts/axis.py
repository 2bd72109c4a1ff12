"""The axis of the charts of one indicator: amounts and counts begin at 0, and so does most else."""

from collections.abc import Iterable
from decimal import Decimal


def begins_at_zero(values: Iterable[Decimal | float | None], *, is_rate: bool) -> bool:
    """Returns False for rates that lie high and close together: their axis shows their own range, and says so.

    From 0 the lines of rates that all lie above one half of the highest would be flat.
    """
    numbers = [value for value in values if value is not None]
    if not is_rate or not numbers:
        return True
    lowest = min(numbers)
    return lowest <= 0 or lowest * 2 <= max(numbers)
