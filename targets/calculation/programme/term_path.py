"""The way of a target over the years of its term, for pictures of it. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from targets.calculation.programme.term_assessment import TermAssessment
from targets.calculation.programme.term_values import expected_by_now, expected_upper_by_now, term_value
from targets.calculation.programme.term_years import WHOLE, TermYear
from targets.calculation.types import ZERO


def values_by_year(assessment: TermAssessment) -> list[Decimal | None]:
    """Returns the value of the term as it was by each year; None for a year without a number."""
    years = assessment.years
    return [
        term_value(assessment.rules, years[: place + 1]) if year.counts else None for place, year in enumerate(years)
    ]


def levels_by_year(assessment: TermAssessment) -> list[Decimal | None]:
    """Returns the level to be reached by each year, of a band its lower end.

    It is that of the running year by now, of others by their end.
    """
    goal = assessment.goal
    return [expected_by_now(assessment.rules, goal.value, years) if goal else None for years in _years_over(assessment)]


def upper_levels_by_year(assessment: TermAssessment) -> list[Decimal | None]:
    """Returns the upper end of a band by each year; None for other targets."""
    goal = assessment.goal if assessment.goal and assessment.goal.is_band else None
    return [expected_upper_by_now(assessment.rules, goal, years) if goal else None for years in _years_over(assessment)]


def _years_over(assessment: TermAssessment) -> Iterator[list[TermYear]]:
    """Yields the years as they are by each of them: over, or as far as the running one is, and the rest to come."""
    years = assessment.years
    over = [replace(year, share=WHOLE) for year in years]
    rest = [replace(year, share=ZERO) for year in years]
    for place, year in enumerate(years):
        yield [*over[:place], replace(year, share=year.share or WHOLE), *rest[place + 1 :]]
