"""The bullet of one row: the value beside the value expected by now and the target."""

from dataclasses import dataclass
from decimal import Decimal

from reports.dashboard.charts.scale import plain_text

MARGIN = Decimal(2)  # so that the thick line of a target at the edge is not cut
BULLET_WIDTH = Decimal(136)


@dataclass(frozen=True, slots=True)
class BulletChart:
    """The value as a bar, the value expected by now as a tick and the target as a line, all on one scale.

    Shape: `zero` is where the bar starts, further right where something is negative; `expected` is empty where it would
    lie on the target, `upper` without a second end of the target.
    """

    width: str
    zero: str
    actual: str
    actual_width: str
    expected: str
    target: str
    upper: str = ""


def bullet_chart(
    actual: Decimal | None, expected: Decimal | None, target: Decimal | None, upper: Decimal | None = None
) -> BulletChart | None:
    """The bullet of one row; None without a figure or without a target above 0."""
    if actual is None or target is None or max(target, upper or target) <= 0:
        return None
    marks = [actual, target, *(mark for mark in (expected, upper) if mark is not None)]
    low, high = min(Decimal(0), *marks), max(marks)

    def place(value: Decimal) -> Decimal:
        return MARGIN + (value - low) / (high - low) * (BULLET_WIDTH - 2 * MARGIN)

    zero, end = place(Decimal(0)), place(actual)
    return BulletChart(
        width=plain_text(BULLET_WIDTH),
        zero=plain_text(zero),
        actual=plain_text(min(zero, end)),
        actual_width=plain_text(abs(end - zero)),
        expected="" if expected is None or expected == target else plain_text(place(expected)),
        target=plain_text(place(target)),
        upper="" if upper is None or upper == target else plain_text(place(upper)),
    )
