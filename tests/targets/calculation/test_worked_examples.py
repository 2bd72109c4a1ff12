"""The worked examples of the calculation, on the real indicators of the plan, and the traps of real data."""

from decimal import Decimal

import pytest

from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment
from targets.calculation.composite_assessment import assess_composite
from targets.calculation.prior_year.figures import PriorYearFigures
from targets.enums import Measure, OverTime, Reason, Status
from tests.targets.calculation_builders import (
    CLOSED,
    FINAL,
    amount,
    assess_readings,
    goal,
    locked_moment,
    open_moment,
    own_row,
    prior,
    quarters,
    ratio,
    reading,
    recognition,
    recognition_reading,
    totals,
    unit_rows,
)
from tests.targets.plan_specs import COMMUNES, DEPARTMENT, GOALS, NGOC_PHAI, QUANG_BACH, SPECS

D = Decimal
FOREST_COVER = reading(DEPARTMENT, FINAL, ("76496.68", D("76496.68") / D("0.8005")))


def ratio_of(code: str, value: str) -> tuple[Decimal, int]:
    """Parts that give exactly this value."""
    return D(value) * 1000 / SPECS[code].scale, 1000


# The table, row by row.


def test_ct04_forest_cover_80_05_of_80_5_is_missed_and_reads_99_4():
    result = assess_readings(
        SPECS["CT04"], [reading(DEPARTMENT, FINAL, ratio_of("CT04", "80.05"))], CLOSED, GOALS["CT04"]
    )
    assert result.status == Status.MISSED
    assert result.percent_shown == D("99.4")
    assert result.gap == D("-0.45")


def test_ct03_577_of_570_exceeds_in_quarter_2_and_stays_so_with_0_in_quarter_3():
    planted = quarters(NGOC_PHAI, 200, 377, 0)
    second = assess_readings(SPECS["CT03"], planted, open_moment(2), GOALS["CT03"])
    third = assess_readings(SPECS["CT03"], planted, open_moment(3), GOALS["CT03"])
    assert (second.status, second.value, second.percent_shown) == (Status.EXCEEDED, 577, D("101.2"))
    assert (third.status, third.value, third.reason) == (Status.EXCEEDED, 577, Reason.IRREVERSIBLE)


@pytest.mark.parametrize(
    ("sign", "value", "status", "shown"),
    [(">", 500, Status.MISSED, "99.9"), (">=", 500, Status.MET, "100.0"), (">", 550, Status.EXCEEDED, "110.0")],
)
def test_ct01_grain_500_fails_above_and_passes_from_and_550_exceeds(sign, value, status, shown):
    result = assess_readings(SPECS["CT01"], [reading(1, FINAL, (value, 1000))], CLOSED, goal(sign, 500))
    assert (result.value, result.status, result.percent_shown) == (value, status, D(shown))


def test_ct02_115942_of_116000_is_missed_and_reads_99_9():
    budget = assess_readings(SPECS["CT02"], quarters(DEPARTMENT, 26000, 30000, 30000, 29942), CLOSED, GOALS["CT02"])
    assert (budget.status, budget.value, budget.percent_shown) == (Status.MISSED, 115942, D("99.9"))


def test_ct05_ngoc_phai_alone_is_1_of_2_and_names_quang_bach():
    result = assess_readings(SPECS["CT05"], [recognition_reading(DEPARTMENT, FINAL, NGOC_PHAI)], CLOSED, GOALS["CT05"])
    assert (result.value, result.status, result.missing_named) == (1, Status.MISSED, (QUANG_BACH,))


def test_ct09_decisions_signed_in_2022_for_2021_count_0_for_2022():
    signed = recognition_reading(DEPARTMENT, FINAL, 2032, 2038, 2029, year=2021)
    result = assess_readings(SPECS["CT09"], [signed], CLOSED, GOALS["CT09"])
    assert (result.value, result.status) == (0, Status.MISSED)


def accidents(this_year: tuple[int, int, int], moment=CLOSED) -> Assessment:
    children = [
        assess_readings(
            SPECS[code],
            quarters(DEPARTMENT, *[0] * (moment.ordinal - 1), now),
            moment,
            GOALS[code],
            history=own_row(moment.ordinal, then),
        )
        for code, now, then in zip(("CT15a", "CT15b", "CT15c"), this_year, (43, 20, 46), strict=True)
    ]
    return assess_composite(SPECS["CT15"], children, FigureAggregate(moment.ordinal, assigned=1))


def test_ct15_accidents_41_19_44_against_43_20_46_are_met():
    assert accidents((41, 19, 44)).status == Status.MET


def test_ct15_equal_deaths_are_no_fall():
    result = accidents((41, 20, 44))
    assert result.status == Status.MISSED
    assert (result.satisfied_children, len(result.assessed_children)) == (2, 3)


@pytest.mark.parametrize(("deaths", "status"), [(20, Status.AT_RISK), (21, Status.BEHIND), (19, Status.ON_TRACK)])
def test_ct15b_in_quarter_3_as_many_deaths_need_attention_and_more_are_behind(deaths, status):
    result = assess_readings(
        SPECS["CT15b"], quarters(DEPARTMENT, 0, 0, deaths), open_moment(3), GOALS["CT15b"], history=own_row(3, 20)
    )
    assert result.status == status


def test_ct11_exactly_90_against_above_90_needs_attention():
    result = assess_readings(SPECS["CT11"], [reading(DEPARTMENT, 3, (270, 300))], open_moment(3), GOALS["CT11"])
    assert (result.value, result.status) == (90, Status.AT_RISK)


def test_ct06_none_of_2_in_quarter_1_is_on_track_because_0_is_expected():
    result = assess_readings(SPECS["CT06"], [reading(DEPARTMENT, 1, 0)], open_moment(1), GOALS["CT06"])
    assert (result.expected, result.status) == (0, Status.ON_TRACK)


def test_ct07_12_of_20_communes_on_pace_wait_while_open_and_are_judged_once_locked():
    jobs = [quarter for commune in COMMUNES[:12] for quarter in quarters(commune, 6, "7.5", "8.1")]
    still_open = assess_readings(SPECS["CT07"], jobs, open_moment(3), GOALS["CT07"], COMMUNES)
    assessment = assess_readings(SPECS["CT07"], jobs, locked_moment(3), GOALS["CT07"], COMMUNES)
    assert (still_open.status, still_open.reason) == (Status.NO_DATA, Reason.WAITING_FOR_UNITS)
    assert still_open.value == D("259.2")
    assert still_open.expected == 432
    assert assessment.status == Status.BEHIND
    assert assessment.totals.silent == tuple(sorted(COMMUNES[12:]))


def poverty_without_the_poorest(history: PriorYearFigures) -> Assessment:
    poor = [reading(commune, 4, (100, 500)) for commune in COMMUNES[2:]]
    return assess_readings(SPECS["CT08"], poor, locked_moment(4), GOALS["CT08"], COMMUNES, history=history)


def test_ct08_silent_poorest_communes_take_their_baselines_with_them():
    label = SPECS["CT08"].definition_label
    last_year = dict.fromkeys(COMMUNES[2:], (100, 500)) | dict.fromkeys(COMMUNES[:2], (400, 500))
    result = poverty_without_the_poorest(unit_rows(FINAL, last_year, label))
    assert result.baseline == 20
    assert result.achievement == 0
    assert result.status == Status.BEHIND


def test_ct08_the_whole_districts_baseline_does_not_serve_for_some_of_its_communes():
    result = poverty_without_the_poorest(own_row(FINAL, "26", SPECS["CT08"].definition_label))
    assert (result.status, result.reason, result.achievement) == (Status.NO_DATA, Reason.NO_BASELINE, None)


def test_ratio_of_9_of_10_and_1_of_90_is_10_percent_not_the_average():
    result = totals(ratio(), [reading(1, 1, (9, 10)), reading(2, 1, (1, 90))], 1)
    assert assess_readings(ratio(), [reading(1, 1, (9, 10)), reading(2, 1, (1, 90))], open_moment(1)).value == 10
    assert len(result.contributions) == 2


def test_last_reading_1_2_none_stands_at_2_in_quarter_3_and_says_quarter_2():
    result = assess_readings(amount(OverTime.LAST), quarters(1, 1, 2, None), open_moment(3), goal(">=", 2))
    assert (result.value, result.aggregate.oldest) == (2, 2)


def test_sum_50_120_350_reads_50_170_520():
    readings = quarters(1, 50, 120, 350)
    assert [assess_readings(amount(), readings, open_moment(ordinal)).value for ordinal in (1, 2, 3)] == [50, 170, 520]


def test_population_250_each_quarter_stays_250():
    population = quarters(1, *[(125, 250)] * 4)
    result = totals(ratio(OverTime.SUM, OverTime.LAST), population, 4)
    assert [(contribution.numerator, contribution.denominator) for contribution in result.contributions] == [(500, 250)]


# The traps that are about numbers.


def test_trap_1_80_05_would_read_80_1_with_one_decimal_and_is_missed_all_the_same():
    rounded = ratio(decimals=1)
    result = assess_readings(rounded, [reading(1, FINAL, (D("80.45"), 100))], CLOSED, goal(">=", "80.5"))
    assert result.status == Status.MISSED
    assert assess_readings(SPECS["CT04"], [FOREST_COVER], CLOSED, GOALS["CT04"]).status == Status.MISSED


def test_trap_2_the_comparator_is_data():
    exactly = [reading(1, FINAL, 500)]
    signs = {">": Status.MISSED, ">=": Status.MET, "<": Status.MISSED, "<=": Status.MET}
    assert {
        s: assess_readings(amount(), exactly, CLOSED, goal(s, 500), history=PriorYearFigures()).status for s in signs
    } == signs


@pytest.mark.parametrize("value", ["115999", "115999.999999", "115942"])
def test_trap_3_an_unmet_target_never_reads_100(value):
    result = assess_readings(SPECS["CT02"], [reading(DEPARTMENT, FINAL, value)], CLOSED, GOALS["CT02"])
    assert (result.status, result.percent_shown) == (Status.MISSED, D("99.9"))


def test_trap_3_the_very_target_reads_below_100_where_it_must_be_passed():
    result = assess_readings(amount(), [reading(1, FINAL, 500)], CLOSED, goal(">", 500))
    assert (result.percent, result.percent_shown) == (100, D("99.9"))


@pytest.mark.parametrize(
    ("exceeded_above", "value", "status"),
    [
        (100, 112880, Status.EXCEEDED),
        (100, 112801, Status.MET),  # 100,0009 % reads 100,0
        ("100.1", 112880, Status.MET),
        (105, 112880, Status.MET),
    ],
)
def test_trap_4_where_exceeding_starts_is_the_plans_setting(exceeded_above, value, status):
    moment = locked_moment(FINAL, exceeded_above=D(exceeded_above))
    assert assess_readings(amount(), [reading(1, FINAL, value)], moment, goal(">=", 112800)).status == status


def test_trap_5_forest_planted_by_quarter_2_needs_nothing_more():
    planted = quarters(NGOC_PHAI, 0, 577, 0, 0)
    statuses = [assess_readings(SPECS["CT03"], planted, open_moment(o), GOALS["CT03"]).status for o in (2, 3, 4)]
    assert statuses == [Status.EXCEEDED] * 3


def test_trap_6_the_assessed_year_counts_and_not_the_year_of_signature():
    mixed = reading(1, FINAL, 1, items=((2032, 2021), (2038, 2022)))
    assert assess_readings(recognition(), [mixed], CLOSED, goal(">=", 1)).totals.subjects == {2038}


def test_trap_7_two_other_communes_are_2_of_2_and_unlisted():
    result = assess_readings(SPECS["CT05"], [recognition_reading(DEPARTMENT, FINAL, 2020, 2023)], CLOSED, GOALS["CT05"])
    assert (result.value, result.status) == (2, Status.MET)
    assert result.unlisted == (2020, 2023)
    assert result.missing_named == (QUANG_BACH, NGOC_PHAI)


def test_trap_8_equal_is_not_a_fall():
    equal = assess_readings(SPECS["CT15a"], [reading(1, FINAL, 43)], CLOSED, GOALS["CT15a"], history=own_row(FINAL, 43))
    assert (equal.achievement, equal.satisfied, equal.status) == (0, False, Status.MISSED)


def test_trap_9_figures_under_two_poverty_standards_are_not_compared():
    poor = [reading(1, 4, ("17.02", 100))]
    old = unit_rows(FINAL, {1: ("26.93", 100)}, "chuẩn nghèo 2016-2020")
    result = assess_readings(SPECS["CT08"], poor, locked_moment(4), GOALS["CT08"], history=old)
    assert (result.status, result.reason) == (Status.NO_DATA, Reason.OTHER_DEFINITION)
    assert (result.value, result.achievement, result.same_period_change) == (D("17.02"), None, None)


@pytest.mark.parametrize("code", ["CT04", "CT05", "CT09"])
@pytest.mark.parametrize("ordinal", [1, 2, 3, 4])
def test_trap_10_what_is_due_for_the_year_only_is_not_due_before(code, ordinal):
    for moment in (open_moment(ordinal), locked_moment(ordinal)):
        result = assess_readings(SPECS[code], [], moment, GOALS[code], [DEPARTMENT])
        assert (result.status, result.value, result.percent_shown) == (Status.NOT_DUE, None, None)


def test_trap_11_empty_and_0_and_not_applicable_are_three_things():
    def accidents_of(*readings):
        return assess_readings(SPECS["CT15a"], readings, locked_moment(1), GOALS["CT15a"], [1], history=own_row(1, 10))

    empty = accidents_of()
    none = accidents_of(reading(1, 1, 0))
    absent = accidents_of(reading(1, 1, not_applicable=True))
    assert (empty.status, empty.value) == (Status.NO_DATA, None)
    assert (none.status, none.value, none.achievement) == (Status.ON_TRACK, 0, 10)
    assert (absent.status, absent.reason, absent.value) == (Status.NOT_ASSESSED, Reason.NOT_APPLICABLE, None)


def test_trap_13_grain_may_pass_its_target_per_head_while_the_harvest_falls_short():
    harvest = assess_readings(amount(), [reading(1, FINAL, 28147)], CLOSED, goal(">=", 29300))
    per_head = assess_readings(SPECS["CT01"], [reading(1, FINAL, (28147, 51000))], CLOSED, GOALS["CT01"])
    assert (harvest.status, harvest.percent_shown) == (Status.MISSED, D("96.0"))
    assert per_head.status == Status.EXCEEDED
    assert per_head.spec.measure == Measure.RATIO


def test_the_poverty_rate_falls_by_exactly_the_target_though_its_decimals_never_end():
    """31/300 and 25/300 are 10,333… and 8,333…: two points apart, not 1,999…"""
    label = SPECS["CT08"].definition_label
    history = PriorYearFigures(by_unit={1: {FINAL: prior((31, 300), label)}})
    result = assess_readings(SPECS["CT08"], [reading(1, FINAL, (25, 300))], CLOSED, GOALS["CT08"], history=history)
    assert (result.achievement, result.status) == (2, Status.MET)
