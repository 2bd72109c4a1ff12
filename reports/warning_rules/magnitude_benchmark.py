"""One number beside which a figure is measured, and how far from it is too far. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from reports.warning_rules.figure_warning import SMALLEST_COMPARED, WarningKind

Band = tuple[int, int]  # how many times more, or less, has to be explained; and from where on it is extraordinary
MOST_CHANGE = Decimal("0.5")
NEAR = 3  # times more or less is near enough to weaken the warning of another benchmark
CERTAIN = 100  # times more or less is no chance even for numbers below 10
FINE, ODD, EXTRAORDINARY = range(3)
# Another reading may be so many times more or less than a firm benchmark, and than a loose one.
FIRM, LOOSE = 5, 10


@dataclass(frozen=True, slots=True)
class MagnitudeBenchmark:
    """One number beside which another is measured.

    `value` is the expected number, `least` the smallest expected one where it differs (None: `value`); `above` and
    `below` are how many times more or less is too much, None without such a limit. With `half` a change by more than
    half is to be explained too. `name` stands in texts, with `display_value` for `value` unless it is None.
    """

    kind: WarningKind
    name: str
    value: Decimal
    above: Band | None = None
    below: Band | None = None
    least: Decimal | None = None
    least_name: str = ""
    half: bool = False
    display_value: Decimal | None = None

    @property
    def floor(self) -> Decimal:
        return self.value if self.least is None else self.least

    def level(self, size: Decimal) -> int:
        if self.above and _is_far(size, self.value, self.above[0]):
            return EXTRAORDINARY if size >= self.above[1] * self.value else ODD
        if self.below and _is_far(self.floor, size, self.below[0]):
            return EXTRAORDINARY if self.below[1] * size <= self.floor else ODD
        is_far_changed = abs(size - self.value) > MOST_CHANGE * self.value
        return ODD if self.half and is_far_changed and min(size, self.value) >= SMALLEST_COMPARED else FINE

    def is_near(self, size: Decimal) -> bool:
        """Checks whether the number is as expected: then another benchmark alone does not make it extraordinary."""
        if self.level(size) != FINE or not self.above:
            return False
        return size <= NEAR * self.value and self.floor <= (NEAR if self.least is None else 10 * NEAR) * size

    def allows(self, size: Decimal, times: Decimal) -> bool:
        """Checks whether the number may have been meant: nothing to ask, and not `times` more or less than before."""
        if self.kind != WarningKind.CHANGE or not self.above:
            return self.level(size) == FINE
        most = times if self.above[0] <= FIRM else max(times, Decimal(LOOSE))
        return size <= most * self.value and (not self.below or self.floor <= most * size)

    def is_weak(self, size: Decimal) -> bool:
        """Checks whether being far from this one alone is no reason to ask: units differ, and some begin late."""
        return self.kind == WarningKind.PEERS or (self.kind == WarningKind.PLAN and size < self.floor)


def _is_far(larger: Decimal, smaller: Decimal, times: int) -> bool:
    """Checks whether the larger is so many times more; of numbers below 10 only where it cannot be chance."""
    if larger < times * smaller:
        return False
    return larger - smaller >= SMALLEST_COMPARED or larger >= CERTAIN * smaller
