"""The value of a term from those of its years, and the level expected by now. Pure."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from math import prod

from targets.calculation.goals import HUNDRED, IndicatorGoal
from targets.calculation.programme.term_years import WHOLE, TermRules, TermYear
from targets.calculation.types import RATE_STEP, ZERO
from targets.enums import OverYears


def counted_years(rules: TermRules, years: Sequence[TermYear]) -> list[TermYear]:
    """Returns the years that the value is made of.

    A mean leaves out a running year whose value grows until its end: it would pull the mean down. LAST has one year.
    """
    known = [year for year in years if year.counts]
    if rules.over_years == OverYears.LAST:
        return known[-1:]
    if rules.over_years != OverYears.SUM and rules.accumulates:
        return [year for year in known if year.is_over]
    return known


def term_value(rules: TermRules, years: Sequence[TermYear]) -> Decimal | None:
    """Returns the value over the years so far; None without any."""
    values = [year.value for year in counted_years(rules, years) if year.value is not None]
    if not values:
        return None
    if rules.over_years == OverYears.GROWTH:
        return mean_growth(values)
    total = sum(values, ZERO)
    return _cut(total / len(values)) if rules.over_years == OverYears.AVERAGE else total


def mean_growth(percents: Sequence[Decimal]) -> Decimal | None:
    """Returns the yearly growth that leads to the same end as these together; None below a growth of −100 %.

    Units: percent of the year before.
    """
    factors = [WHOLE + percent / HUNDRED for percent in percents]
    if any(factor < 0 for factor in factors):
        return None
    return _cut((prod(factors, start=WHOLE) ** (WHOLE / len(factors)) - WHOLE) * HUNDRED)


def expected_upper_by_now(rules: TermRules, goal: IndicatorGoal, years: Sequence[TermYear]) -> Decimal:
    """Returns the upper end of the band in which the value must lie by now; on a path as wide as at the end."""
    if rules.path:
        return expected_by_now(rules, goal.value, years) + goal.upper_end - goal.value
    return expected_by_now(rules, goal.upper_end, years)


def expected_by_now(rules: TermRules, goal_value: Decimal, years: Sequence[TermYear]) -> Decimal:
    """Returns the level to be reached by now: on the agreed path, else at an even pace where years add up.

    Within a year a sum follows the share of the year that is over, and is rounded down to the decimals, but never the
    whole. A level or a mean is expected at its year's level, or without a path at the target.
    """
    if rules.over_years != OverYears.SUM:
        started = [place for place, year in enumerate(years) if year.share]
        return rules.path[started[-1]] if rules.path and started else goal_value
    if rules.path:
        steps = [level - before for before, level in zip((ZERO, *rules.path), rules.path, strict=False)]
        raw = sum((year.share * step for year, step in zip(years, steps, strict=True)), ZERO)
    else:
        raw = sum((year.share for year in years), ZERO) * goal_value / len(years)
    return raw if raw == goal_value else raw.quantize(WHOLE.scaleb(-rules.decimals), ROUND_FLOOR)


def _cut(value: Decimal) -> Decimal:
    finer = int(value.as_tuple().exponent) < int(RATE_STEP.as_tuple().exponent)
    return value.quantize(RATE_STEP) if finer else value
