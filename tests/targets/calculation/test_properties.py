"""The properties that hold for every set of figures, however odd."""

from decimal import Decimal
from random import Random

from hypothesis import assume, example, given
from hypothesis import strategies as st

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import AssessmentPeriod
from targets.calculation.composite_assessment import assess_composite
from targets.calculation.goals import IndicatorGoal
from targets.calculation.measured_assessment import assess, assess_aggregate
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.prior_year.pairs import contribution_sum
from targets.calculation.scope.aggregate import aggregate_of
from targets.calculation.totals import collect_totals
from targets.calculation.types import FigureReading, IndicatorRules, UnitMerger
from targets.enums import BaselineKind, Comparator, Measure, OverTime, PeriodState, Status, TargetBasis
from tests.targets.calculation_builders import (
    FINAL,
    amount,
    assess_readings,
    goal,
    locked_moment,
    open_moment,
    ratio,
    recognition,
    value_of,
)

D = Decimal
UNITS = (1, 2, 3, 4, 5, 6)
SUM, LAST = OverTime.SUM, OverTime.LAST

ordinals = st.integers(1, FINAL)
units = st.sampled_from(UNITS)
# What the database holds: 14 digits before the comma, 6 after.
anything = st.decimals(min_value=-(10**14) + 1, max_value=10**14 - 1, places=6)
amounts = st.decimals(min_value=0, max_value=10**6, places=2)
counts = st.integers(1, 10**6).map(Decimal)
over_times = st.sampled_from(OverTime)
subjects = st.tuples(st.sampled_from("abcd"), st.sampled_from([2021, 2022]))


def readings_of(numbers: st.SearchStrategy[Decimal]) -> st.SearchStrategy[list[FigureReading]]:
    """Draws at most one reading for each unit and period, with any part left empty."""
    one = st.builds(
        FigureReading,
        unit=units,
        ordinal=ordinals,
        numerator=st.none() | numbers,
        denominator=st.none() | numbers,
        not_applicable=st.booleans(),
        estimate=st.none() | numbers,
        items=st.lists(subjects, max_size=3).map(tuple),
    )
    return st.lists(one, max_size=12, unique_by=lambda reading: (reading.unit, reading.ordinal))


@st.composite
def specs(draw) -> IndicatorRules:
    measure = draw(st.sampled_from([Measure.AMOUNT, Measure.RATIO, Measure.RECOGNITION]))
    basis = draw(st.sampled_from(TargetBasis))
    steps = draw(st.none() | st.lists(st.integers(0, 100), min_size=4, max_size=4))
    return IndicatorRules(
        code="X",
        measure=measure,
        year=2022,
        unit_of_measure=draw(st.sampled_from(["%", "ha"])),
        additive=draw(st.booleans()),
        may_be_negative=draw(st.booleans()),
        decimals=draw(st.integers(0, 6)),
        scale=draw(st.sampled_from([D(1), D(100), D(1000), D("100000")])),
        basis=basis,
        baseline_kind=None if basis == TargetBasis.LEVEL else draw(st.sampled_from(BaselineKind)),
        definition_label=draw(st.sampled_from(["", "new"])),
        due=tuple(sorted(draw(st.sets(ordinals)))),
        profile=tuple(map(D, sorted(steps))) if steps else None,
        numerator=draw(over_times),
        denominator=draw(over_times) if measure == Measure.RATIO else None,
        named_subjects=draw(st.frozensets(st.sampled_from("abcd"))),
    )


goals = st.builds(
    IndicatorGoal,
    comparator=st.sampled_from(Comparator),
    value=anything | st.integers(-3, 3).map(D),
    milestones=st.dictionaries(ordinals, anything, max_size=2),
)
moments = st.builds(
    AssessmentPeriod,
    ordinal=ordinals,
    state=st.sampled_from(PeriodState),
    last_state=st.sampled_from(PeriodState),
    final_units=st.frozensets(units),
    exceeded_above=st.integers(100, 120).map(D),
    at_risk_above=st.integers(1, 100).map(D),
)
labels = st.sampled_from(["", "new"])
priors = st.builds(PriorFigure, value=anything, label=labels) | st.builds(
    PriorFigure, numerator=anything, denominator=anything, label=labels
)
years = st.dictionaries(ordinals, priors, max_size=3)
histories = st.builds(PriorYearFigures, own=years, by_unit=st.dictionaries(units, years, max_size=4))
duties = st.dictionaries(ordinals, st.lists(units, max_size=6), max_size=5)
# Always into a unit of a higher number, so that nothing goes round in a circle.
mergers = st.dictionaries(
    st.integers(1, 4), st.builds(UnitMerger, successor=st.integers(5, 6), ordinal=ordinals), max_size=3
)


@given(specs(), readings_of(anything), duties, moments, st.none() | goals, histories, mergers)
def test_every_figure_gets_a_status_and_none_an_error(spec, readings, asked, moment, target, history, merged):
    result = assess(spec, readings, asked, moment, goal=target, history=history, mergers=merged)
    assert result.status in Status
    assert result.reason is not None
    if moment.state == PeriodState.UPCOMING:
        assert result.status in (Status.NOT_ASSESSED, Status.NOT_DUE)
    if result.is_year_closed:
        assert result.status not in (Status.ON_TRACK, Status.AT_RISK, Status.BEHIND)
    else:
        assert result.status != Status.MISSED
    whole = assess_composite(spec, [result, result], FigureAggregate(moment.ordinal))
    assert whole.status in (result.status, Status.MET)


@given(specs(), readings_of(amounts), duties, moments, goals, histories, mergers, st.randoms(use_true_random=False))
def test_the_order_of_units_and_of_arrival_does_not_matter(
    spec, readings, asked, moment, target, history, merged, luck
):
    def mixed(things):
        return luck.sample(list(things), len(things))

    shuffled = assess(
        spec,
        mixed(readings),
        {ordinal: mixed(asked[ordinal]) for ordinal in mixed(asked)},
        moment,
        goal=target,
        history=history,
        mergers={old: merged[old] for old in mixed(merged)},
    )
    assert shuffled == assess(spec, readings, asked, moment, goal=target, history=history, mergers=merged)


def summed_by_tree(
    spec: IndicatorRules, readings: list[FigureReading], ordinal: int, within: list[int], luck: Random
) -> list[Decimal]:
    """Numerators and denominators added up along a tree of any shape over the units."""
    if len(within) > 1:
        luck.shuffle(within)
        cut = luck.randint(1, len(within) - 1)
        halves = [summed_by_tree(spec, readings, ordinal, part, luck) for part in (within[:cut], within[cut:])]
        return [sum(column, D(0)) for column in zip(*halves, strict=True)]
    own = [reading for reading in readings if reading.unit in within]
    contributions = collect_totals(spec, own, {}, ordinal).contributions
    return [
        sum((contribution.numerator for contribution in contributions), D(0)),
        sum((contribution.denominator or D(0) for contribution in contributions), D(0)),
    ]


@given(
    st.sampled_from([amount(), amount(LAST), ratio(SUM, LAST), ratio()]), readings_of(amounts), ordinals, st.randoms()
)
def test_a_total_is_the_sum_of_its_leaves_whatever_the_trees_shape(spec, readings, ordinal, luck):
    contributions = collect_totals(spec, readings, {}, ordinal).contributions
    numerator, denominator = summed_by_tree(spec, readings, ordinal, list(UNITS), luck)
    assert numerator == sum(contribution.numerator for contribution in contributions)
    assert denominator == sum(contribution.denominator or 0 for contribution in contributions)
    if spec.measure == Measure.AMOUNT and contributions:
        assert value_of(spec, contributions) == numerator


@given(st.lists(st.tuples(amounts, counts), min_size=1, max_size=6))
@example([(D(9), D(10)), (D(1), D(90))])
def test_a_ratio_lies_between_its_units_extremes(parts):
    readings = [FigureReading(unit, 1, *pair) for unit, pair in enumerate(parts)]
    value = assess_readings(ratio(), readings, open_moment(1)).value
    alone = [assess_readings(ratio(), [reading], open_moment(1)).value for reading in readings]
    assert min(alone) <= value <= max(alone)


@given(readings_of(amounts), ordinals, counts, st.integers(1, 1000), st.sampled_from([amount(), amount(LAST)]))
def test_scaling_value_and_target_leaves_the_percentage(readings, ordinal, target, factor, spec):
    def grown(one: FigureReading) -> FigureReading:
        return FigureReading(one.unit, one.ordinal, None if one.numerator is None else factor * one.numerator)

    plain = [FigureReading(reading.unit, reading.ordinal, reading.numerator) for reading in readings]
    small = assess_readings(spec, plain, locked_moment(ordinal), goal(">=", target))
    large = assess_readings(spec, [grown(one) for one in plain], locked_moment(ordinal), goal(">=", factor * target))
    assert (small.percent, small.percent_shown) == (large.percent, large.percent_shown)


@given(st.sampled_from([">", ">="]), anything.filter(lambda value: value > 0), anything, st.integers(-2, 2))
def test_with_a_positive_floor_met_and_shown_below_100_never_meet(sign, target, value, step):
    for near in (value, target + step * D("0.000001")):
        result = assess_readings(amount(), [FigureReading(1, 1, near)], open_moment(1), goal(sign, target))
        assert (result.percent_shown is not None) == (near >= 0)
        assert result.satisfied == (result.percent_shown is not None and result.percent_shown >= 100)


@given(readings_of(amounts), ordinals, mergers, st.sampled_from([amount(), recognition(), ratio(SUM, SUM)]))
def test_a_merger_keeps_the_total(readings, ordinal, merged, spec):
    """Half-filled ratios apart, which a successor may complete, and FINAL, where it restates the whole."""
    figures = [reading for reading in readings if reading.ordinal != FINAL]
    if spec.measure == Measure.RATIO:
        figures = [figure for figure in figures if figure.numerator is not None and figure.denominator is not None]
    before = collect_totals(spec, figures, {}, ordinal)
    after = collect_totals(spec, figures, {}, ordinal, mergers=merged)
    assert value_of(spec, after.contributions) == value_of(spec, before.contributions)
    assert contribution_sum(after.in_period).value(spec) == contribution_sum(before.in_period).value(spec)


@given(
    st.sampled_from([amount(), amount(LAST), ratio(), ratio(SUM, LAST), recognition()]),
    readings_of(amounts),
    st.integers(1, 4),
    counts,
    st.sampled_from([">", ">=", "<", "<="]),
)
def test_while_a_period_is_open_silence_makes_nothing_late(spec, readings, ordinal, target, sign):
    result = assess_readings(spec, readings, open_moment(ordinal), goal(sign, target), UNITS)
    assume(result.totals.silent)
    at_the_border = result.achievement is not None and result.achievement == result.expected
    assert result.status not in (Status.BEHIND, Status.MISSED)
    assert result.status != Status.AT_RISK or at_the_border  # `> 90` at exactly 90


def aggregate_within(
    spec: IndicatorRules,
    readings: list[FigureReading],
    asked,
    ordinal: int,
    history: PriorYearFigures,
    within: set[int],
) -> FigureAggregate:
    """Returns the aggregate of the units among `within` by themselves."""
    own = [reading for reading in readings if reading.unit in within]
    duty = {at: [unit for unit in who if unit in within] for at, who in asked.items()}
    return aggregate_of(spec, collect_totals(spec, own, duty, ordinal), history, within & {1, 3, 5})


@given(specs(), readings_of(anything), duties, moments, st.none() | goals, histories, st.sets(units), st.sets(units))
def test_aggregates_of_the_parts_of_a_tree_add_up_to_the_same_assessment(
    spec, readings, asked, moment, target, history, left, middle
):
    """Names apart: an assessment of stored aggregates is that of the figures themselves."""
    parts = [left, middle - left, set(UNITS) - left - middle]
    first, *others = [aggregate_within(spec, readings, asked, moment.ordinal, history, part) for part in parts]
    added = others[1] + (first + others[0])
    whole = aggregate_within(spec, readings, asked, moment.ordinal, history, set(UNITS))
    assert added == whole
    assessment = assess_aggregate(spec, added, moment, goal=target, own=history.own)
    assert assessment == assess_aggregate(spec, whole, moment, goal=target, own=history.own)
