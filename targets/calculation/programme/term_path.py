"""The way of a target over the years of its term, for pictures of it. Pure."""

from dataclasses import replace
from decimal import Decimal

from targets.calculation.programme.term_assessment import TermAssessment
from targets.calculation.programme.term_values import expected_by_now, term_value
from targets.calculation.programme.term_years import WHOLE
from targets.calculation.types import ZERO


def values_by_year(assessment: TermAssessment) -> list[Decimal | None]:
    """Returns the value of the term as it was by each year; None for a year without a number."""
    years = assessment.years
    return [
        term_value(assessment.rules, years[: place + 1]) if year.counts else None for place, year in enumerate(years)
    ]


def levels_by_year(assessment: TermAssessment) -> list[Decimal | None]:
    """Returns the level to be reached by each year: of the running one by now, of others by their end."""
    goal, years = assessment.goal, assessment.years
    if goal is None:
        return [None] * len(years)
    over = [replace(year, share=WHOLE) for year in years]
    rest = [replace(year, share=ZERO) for year in years]
    return [
        expected_by_now(
            assessment.rules,
            goal.value,
            [*over[:place], replace(year, share=year.share or WHOLE), *rest[place + 1 :]],
        )
        for place, year in enumerate(years)
    ]
