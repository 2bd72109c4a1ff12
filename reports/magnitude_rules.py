"""The rules that measure how far a number is from its benchmarks, and which number may have been meant. Pure.

A mistyped number is seldom a little wrong: thousands and decimals are mixed up, or the unit of measure is another. A
true number may be far from one benchmark, after a bad harvest or a late planting, but hardly from all of them: a
benchmark that is near weakens the warning of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from chodon_thidua.lib.measure_units import other_units
from chodon_thidua.lib.numbers import format_number, input_text
from reports.warning_rules import SMALLEST_COMPARED, USUAL, FigureAmount, FigureWarning, WarningGrade, WarningKind

Band = tuple[int, int]  # how many times more, or less, has to be explained; and from where on it is extraordinary

MOST_CHANGE = Decimal("0.5")
NEAR = 3  # times more or less is near enough to weaken the warning of another benchmark
CERTAIN = 100  # times more or less is no chance even for numbers below 10
TIMES_FROM = 3  # from here on a person sees more in “gấp 10 lần” than in “cao hơn 900 %”
SHARE_FROM = 5
FEWEST_DECIMALS = 2
FINE, ODD, EXTRAORDINARY = range(3)
# Another reading may be so many times more or less than a firm benchmark, and than a loose one.
FIRM, LOOSE = 5, 10
THOUSANDS = (Decimal(1000), Decimal("0.001"))
POWERS = tuple(Decimal(10) ** n for n in (2, -2, 1, -1, 6, -6))


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


def out_of_scale(
    amount: FigureAmount, benchmarks: Sequence[MagnitudeBenchmark], decimals: int = FEWEST_DECIMALS
) -> FigureWarning | None:
    """Warns of a number that is far from its benchmarks; 0 is never out of scale.

    `decimals` are those of the indicator: a suggestion has no more.
    """
    size = abs(amount.value)
    if amount.value < 0:  # a correction downwards may be small
        benchmarks = [replace(benchmark, below=None, half=False) for benchmark in benchmarks]
    levels = {benchmark: benchmark.level(size) for benchmark in benchmarks} if size else {}
    top = max(levels.values(), default=FINE)
    if top == FINE:
        return None
    has_near_benchmark = any(benchmark.is_near(size) for benchmark in levels)
    firing = [benchmark for benchmark, level in levels.items() if level == top]
    if has_near_benchmark and all(benchmark.is_weak(size) for benchmark in firing):
        return None
    grade = WarningGrade.CONFIRM if top == EXTRAORDINARY and not has_near_benchmark else WarningGrade.EXPLAIN
    text = _text(firing[0], amount)
    plan = next((benchmark for benchmark in firing[1:] if benchmark.kind == WarningKind.PLAN), None)
    if plan and top == EXTRAORDINARY:  # everybody knows the plan, so it is named too
        text = f"{text}, {_comparison_text(plan, amount)}"
    return amount.warning(firing[0].kind, text, grade, intended_value(amount, benchmarks, decimals))


def intended_value(
    amount: FigureAmount, benchmarks: Sequence[MagnitudeBenchmark], decimals: int = FEWEST_DECIMALS
) -> Decimal | None:
    """Returns the number with the same digits, or in another unit of measure, that every benchmark allows.

    Thousands and decimals mixed up come first; another power of ten is returned only where no second one fits.
    """
    if not benchmarks:
        return None
    most = 0 if amount.is_count else max(decimals, FEWEST_DECIMALS)

    def fitting(factors: Sequence[Decimal], times: Decimal) -> list[Decimal]:
        readings = [amount.value * factor for factor in factors]
        return [r for r in readings if r == round(r, most) and all(y.allows(abs(r), times) for y in benchmarks)]

    units = [factor for _, factor in other_units(amount.unit) if factor not in THOUSANDS]
    powers = fitting([factor for factor in POWERS if factor not in units], USUAL)
    candidates = [
        *fitting(THOUSANDS, Decimal(NEAR)),
        *fitting(units, Decimal(NEAR)),
        *(powers if len(powers) == 1 else []),
    ]
    return next(iter(candidates), None)


def _is_far(larger: Decimal, smaller: Decimal, times: int) -> bool:
    """Checks whether the larger is so many times more; of numbers below 10 only where it cannot be chance."""
    if larger < times * smaller:
        return False
    return larger - smaller >= SMALLEST_COMPARED or larger >= CERTAIN * smaller


def _text(benchmark: MagnitudeBenchmark, amount: FigureAmount) -> str:
    if benchmark.kind == WarningKind.CHANGE:
        return _change(
            amount, benchmark.value if benchmark.display_value is None else benchmark.display_value, benchmark.name
        )
    return f"{amount} {_comparison_text(benchmark, amount)}"


def _comparison_text(benchmark: MagnitudeBenchmark, amount: FigureAmount) -> str:
    size = abs(amount.value)
    if size > benchmark.value:
        return f"gấp {_times(size / benchmark.value)} lần {benchmark.name} ({_rounded_text(amount, benchmark.value)})"
    share = f"chỉ bằng 1/{_times(benchmark.floor / size)}"
    return f"{share} {benchmark.least_name or benchmark.name} ({_rounded_text(amount, benchmark.floor)})"


def _change(amount: FigureAmount, before: Decimal, when: str) -> str:
    now = abs(amount.value)
    if now >= TIMES_FROM * before:
        change = f"Gấp {_times(now / before)} lần"
    elif before >= SHARE_FROM * now:
        change = f"Chỉ bằng 1/{_times(before / now)}"
    else:
        word = "Cao hơn" if now > before else "Thấp hơn"
        change = f"{word} {format_number(100 * abs(now - before) / before, 1)} % so với"
    return f"{change} {when} ({input_text(before)} → {amount})"


def _times(times: Decimal) -> str:
    return format_number(times, 1 if times < CERTAIN else 0)


def _rounded_text(amount: FigureAmount, value: Decimal) -> str:
    """Writes a computed number with as many decimals as people read."""
    return f"{format_number(value, FEWEST_DECIMALS if value >= 1 else 4)} {amount.unit}"
