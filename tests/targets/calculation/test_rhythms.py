"""The calculation in every rhythm: what the last regular period and FINAL are, and totals that do not depend on it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.calculation.goals import expected_at
from targets.calculation.measured_assessment import assess
from targets.calculation.prior_year.figures import PriorYearFigures
from targets.calculation.scope.parts import part_to_date
from targets.calculation.totals import collect_totals
from targets.calculation.types import FigureReading, IndicatorRules
from targets.calculation.value_age import outdated_units
from targets.enums import BaselineKind, OverTime, PeriodState, Reason, Status, TargetBasis
from targets.rhythm import Rhythm
from tests.targets.calculation_builders import (
    amount,
    assess_readings,
    goal,
    locked_moment,
    open_moment,
    percents,
    prior,
    ratio,
    reading,
    value_of,
)

D = Decimal
SUM, LAST = OverTime.SUM, OverTime.LAST
HALF_YEARS, QUARTERS, MONTHS = Rhythm
MONTHLY_PROFILE = percents(8, 15, 22, 30, 39, 48, 57, 65, 72, 81, 90, 100)


def rules(rhythm: Rhythm, over_time: OverTime = SUM, **more: object) -> IndicatorRules:
    return amount(over_time, rhythm=rhythm, due=tuple(rhythm.ordinals), **more)


def whole_year(rhythm: Rhythm, *figures: int, final: int | None = None) -> list[FigureReading]:
    """Unit 1's figures of the regular periods from the first on, and of FINAL."""
    readings = [reading(1, ordinal, figure) for ordinal, figure in enumerate(figures, 1)]
    return readings if final is None else [*readings, reading(1, rhythm.final, final)]


def assess_year(
    spec: IndicatorRules, readings: list[FigureReading], ordinal: int, state: PeriodState = PeriodState.OPEN, **more
):
    moment = (locked_moment if state == PeriodState.LOCKED else open_moment)(ordinal, **more.pop("moment", {}))
    return assess(spec, readings, dict.fromkeys(spec.rhythm.ordinals, (1,)), moment, **more)


def totals_in(spec: IndicatorRules, readings: list[FigureReading], ordinal: int):
    """The totals of the units that reported, each asked in every period."""
    units = tuple(sorted({reading.unit for reading in readings}))
    return collect_totals(spec, readings, dict.fromkeys(spec.rhythm.ordinals, units), ordinal)


@pytest.mark.parametrize(("rhythm", "last", "final"), [(HALF_YEARS, 2, 3), (QUARTERS, 4, 5), (MONTHS, 12, 13)])
def test_an_indicator_knows_the_end_of_its_year(rhythm, last, final):
    spec = rules(rhythm)
    assert (spec.last, spec.final) == (last, final)
    assert spec.last_regular_due(final) == last
    assert spec.last_due(final) == final
    assert amount(rhythm=rhythm, due=(2,)).last_regular_due(1) is None


# Expected of 120 by each period, where nothing but the year's target is known.
EVEN = {HALF_YEARS: [60, 120], QUARTERS: [30, 60, 90, 120], MONTHS: [10 * month for month in range(1, 13)]}


@pytest.mark.parametrize("rhythm", Rhythm)
def test_an_even_pace_reaches_the_target_with_the_last_period(rhythm):
    steps = [expected_at(rules(rhythm), goal(">=", 120), ordinal) for ordinal in rhythm.ordinals]
    assert steps == [*EVEN[rhythm], 120]


@pytest.mark.parametrize(
    ("rhythm", "profile"),
    [(HALF_YEARS, percents(48, 100)), (QUARTERS, percents(22, 48, 72, 100)), (MONTHS, MONTHLY_PROFILE)],
)
def test_a_profile_has_a_step_for_each_period(rhythm, profile):
    spec = rules(rhythm, profile=profile, decimals=1)
    steps = [expected_at(spec, goal(">=", 50), ordinal) for ordinal in rhythm.ordinals]
    assert steps == [*(step / 2 for step in profile), 50]


@pytest.mark.parametrize(
    ("rhythm", "ordinal", "milestones", "expected"),
    [
        (MONTHS, 5, {5: 44}, 44),
        (MONTHS, 12, {12: 110}, 110),
        (MONTHS, 13, {13: 90}, 120),  # the whole year is the target's
        (MONTHS, 5, {4: 44}, 50),
        (HALF_YEARS, 2, {2: 100}, 100),
    ],
)
def test_an_agreed_level_comes_before_the_pace(rhythm, ordinal, milestones, expected):
    assert expected_at(rules(rhythm), goal(">=", 120, milestones), ordinal) == expected


@pytest.mark.parametrize("rhythm", Rhythm)
@pytest.mark.parametrize("over_time", OverTime)
def test_final_restates_the_year_and_an_empty_one_leaves_it(rhythm, over_time):
    figures = {ordinal: D(ordinal) for ordinal in rhythm.regular_ordinals}
    mean = (1 + D(rhythm.last)) / 2
    to_date = {OverTime.SUM: sum(figures.values()), OverTime.AVERAGE: mean}.get(over_time, D(rhythm.last))
    before = part_to_date(over_time, figures, rhythm.final, rhythm.final)
    assert (before.value, before.source) == (to_date, rhythm.last)
    restated = part_to_date(over_time, figures | {rhythm.final: D(1000)}, rhythm.final, rhythm.final)
    assert (restated.value, restated.source) == (1000, rhythm.final)
    last = part_to_date(over_time, figures | {rhythm.final: D(1000)}, rhythm.last, rhythm.final)
    assert last.value == to_date  # the last period never sees the year's figure
    assert part_to_date(over_time, {rhythm.final: None}, rhythm.final, rhythm.final) is None


def test_the_fifth_month_is_no_whole_year():
    figures = {month: D(10) for month in range(1, 6)}
    assert part_to_date(SUM, figures, 5, MONTHS.final).value == 50
    assert part_to_date(SUM, figures, 5, QUARTERS.final).value == 10


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_year_that_is_not_closed_is_assessed_as_its_last_period(rhythm):
    spec, readings = rules(rhythm), whole_year(rhythm, *[10] * rhythm.last)
    pace = goal(">=", 10 * rhythm.last + 1)
    last = assess_year(spec, readings, rhythm.last, PeriodState.LOCKED, goal=pace)
    year = assess_year(spec, readings, rhythm.final, goal=pace, moment={"last_state": PeriodState.LOCKED})
    assert year.provisional
    assert (year.status, year.expected, year.value) == (last.status, last.expected, last.value)
    assert year.in_period is None
    closed = assess_year(spec, readings, rhythm.final, PeriodState.LOCKED, goal=pace)
    assert (closed.provisional, closed.is_year_closed, closed.expected) == (False, True, pace.value)
    assert closed.status == Status.NO_DATA or closed.status == Status.MISSED


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_locked_year_closes_and_no_other_period_does(rhythm):
    spec, target = rules(rhythm), goal(">=", rhythm.last)
    readings = whole_year(rhythm, *[1] * rhythm.last, final=rhythm.last)
    for ordinal in rhythm.ordinals:
        assessment = assess_year(spec, readings, ordinal, PeriodState.LOCKED, goal=target)
        assert assessment.is_year_closed is (ordinal == rhythm.final)
    assert assessment.status == Status.MET


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_sum_misses_every_period_until_the_year_restates_them(rhythm):
    readings = whole_year(rhythm, *[1] * rhythm.last)
    spec, gap = rules(rhythm), [row for row in readings if row.ordinal != 2]
    misses = [totals_in(spec, gap, ordinal).missed_due for ordinal in rhythm.ordinals]
    assert misses == [False] + [True] * (rhythm.last - 1) + [True]
    assert not totals_in(spec, [*gap, reading(1, rhythm.final, 9)], rhythm.final).missed_due


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_value_of_the_last_period_is_as_young_as_one_of_the_year(rhythm):
    spec = rules(rhythm, LAST)
    assert spec.rhythm is rhythm

    def line(ordinal: int, **ordinals: int):
        figures = {int(unit.removeprefix("u")): at for unit, at in ordinals.items()}
        return {
            unit: assess(spec, [reading(unit, at, 1)], dict.fromkeys(rhythm.ordinals, (unit,)), open_moment(ordinal))
            for unit, at in figures.items()
        }

    assert outdated_units(line(rhythm.final, u1=rhythm.last, u2=rhythm.final)) == set()
    assert outdated_units(line(rhythm.final, u1=1, u2=rhythm.last)) == {1}


@pytest.mark.parametrize("rhythm", Rhythm)
def test_the_same_period_of_last_year_is_the_one_with_the_same_ordinal(rhythm):
    spec, readings = rules(rhythm), whole_year(rhythm, *[10] * rhythm.last)
    rows = {ordinal: prior(8 * ordinal) for ordinal in rhythm.ordinals}
    for ordinal in rhythm.regular_ordinals:
        history = PriorYearFigures(own=rows)
        assessment = assess_year(spec, readings, ordinal, history=history)
        assert (assessment.same_period, assessment.same_period_change) == (8 * ordinal, 125)


@pytest.mark.parametrize(
    ("rhythm", "known", "same_period"),
    [
        (MONTHS, {12: 100, 13: 120}, 120),  # the year's end is known
        (MONTHS, {12: 100}, 100),  # else its last month
        (MONTHS, {4: 100, 5: 120}, None),  # April and May are neither
        (QUARTERS, {4: 100, 5: 120}, 120),
        (QUARTERS, {4: 100}, 100),
        (HALF_YEARS, {2: 100}, 100),
        (HALF_YEARS, {1: 100}, None),
    ],
)
def test_an_open_year_compares_with_last_years_end_or_its_last_period(rhythm, known, same_period):
    spec, readings = rules(rhythm), whole_year(rhythm, *[10] * rhythm.last)
    history = PriorYearFigures(own={ordinal: prior(value) for ordinal, value in known.items()})
    assert assess_year(spec, readings, rhythm.final, history=history).same_period == same_period


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_fall_is_counted_from_last_years_end(rhythm):
    spec = ratio(rhythm=rhythm, due=tuple(rhythm.ordinals), basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END)
    history = PriorYearFigures(own={rhythm.final: prior(12), rhythm.last: prior(50)})
    fall = assess_year(spec, [reading(1, 1, (10, 100))], 1, goal=goal(">=", 2), history=history)
    assert (fall.achievement, fall.last_year) == (2, 12)
    nothing = assess_year(spec, [reading(1, 1, (10, 100))], 1, goal=goal(">=", 2), history=PriorYearFigures())
    assert nothing.reason == Reason.NO_BASELINE


def test_a_quarterly_indicator_is_what_it_was():
    assert amount().rhythm is QUARTERS
    assert amount() == amount(rhythm=QUARTERS, due=(1, 2, 3, 4, 5))
    assert assess_readings(amount(), [reading(1, 1, 5)], open_moment(1), goal(">=", 20)).expected == 5


months_of_units = st.lists(st.lists(st.integers(0, 10**6), min_size=12, max_size=12), min_size=1, max_size=3)


@given(months_of_units, st.sampled_from([1, 2, 3, 4]), st.sampled_from([HALF_YEARS, QUARTERS]))
def test_totals_are_the_same_whatever_the_rhythm(units, place, rhythm):
    """Where the months of a quarter sum to its figure, the year to date is the same at its end, and so is its pace."""
    months_of_each = MONTHS.last // rhythm
    ordinal = min(place, rhythm.last)
    month = rhythm.ordinal_in(MONTHS, ordinal)
    assert month == ordinal * months_of_each
    by_month = [reading(unit, at, figure) for unit, row in enumerate(units, 1) for at, figure in enumerate(row, 1)]
    by_period = [
        reading(unit, at, sum(row[(at - 1) * months_of_each : at * months_of_each]))
        for unit, row in enumerate(units, 1)
        for at in rhythm.regular_ordinals
    ]
    long, short = rules(rhythm), rules(MONTHS)
    totals_then = totals_in(long, by_period, ordinal), totals_in(short, by_month, month)
    assert value_of(long, totals_then[0].contributions) == value_of(short, totals_then[1].contributions)
    assert totals_then[0].covered == totals_then[1].covered
    target = goal(">=", 12 * 10**6)
    results = [
        assess(spec, readings, dict.fromkeys(spec.rhythm.ordinals, tuple(range(1, len(units) + 1))), open_moment(at),
               goal=target)
        for spec, readings, at in ((long, by_period, ordinal), (short, by_month, month))
    ]  # fmt: skip
    assert results[0].expected == results[1].expected
    assert results[0].status == results[1].status
    assert results[0].percent_shown == results[1].percent_shown


@given(st.sampled_from(Rhythm), st.data())
def test_a_level_is_its_latest_reading_in_any_rhythm(rhythm, data):
    figures = data.draw(st.dictionaries(st.sampled_from(rhythm.regular_ordinals), st.integers(0, 99), min_size=1))
    ordinal = data.draw(st.sampled_from(rhythm.ordinals))
    latest = max((at for at in figures if at <= ordinal), default=None)
    readings = [reading(1, at, figure) for at, figure in figures.items()]
    result = assess_year(rules(rhythm, LAST), readings, ordinal)
    assert result.value == (figures[latest] if latest else None)
    assert result.aggregate.oldest == latest
