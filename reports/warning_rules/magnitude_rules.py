"""The rules that measure how far a number is from its benchmarks, and which number may have been meant. Pure.

A mistyped number is seldom a little wrong: thousands and decimals are mixed up, or the unit of measure is another. A
true number may be far from one benchmark, after a bad harvest or a late planting, but hardly from all of them: a
benchmark that is near weakens the warning of the others.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chodon_thidua.lib.measure_units import other_units
from reports.warning_rules.figure_warning import USUAL, FigureAmount, FigureWarning, WarningGrade, WarningKind
from reports.warning_rules.magnitude_benchmark import EXTRAORDINARY, FINE, NEAR, MagnitudeBenchmark
from reports.warning_rules.magnitude_text import FEWEST_DECIMALS, comparison_text, magnitude_text

THOUSANDS = (Decimal(1000), Decimal("0.001"))
POWERS = tuple(Decimal(10) ** n for n in (2, -2, 1, -1, 6, -6))


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
    text = magnitude_text(firing[0], amount)
    plan = next((benchmark for benchmark in firing[1:] if benchmark.kind == WarningKind.PLAN), None)
    if plan and top == EXTRAORDINARY:  # everybody knows the plan, so it is named too
        text = f"{text}, {comparison_text(plan, amount)}"
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
