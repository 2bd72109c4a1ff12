"""The benchmarks of a number: which of the unit's plan, its past and other units is taken, and which is not."""

from decimal import Decimal
from typing import Any

import pytest

from reports.selectors.benchmarks import (
    EARLIER_ABOVE,
    EARLIER_BELOW,
    PACE_BELOW_PART,
    PACE_BELOW_VALUE,
    PEERS_ABOVE,
    ROUGH_BAND,
    SEASON_ABOVE,
    SEASON_BELOW,
    YEAR_ABOVE_LEVEL,
    YEAR_ABOVE_SUM,
)
from reports.selectors.reference_numbers.peer_figures import PeerSum
from reports.selectors.reference_numbers.planned_share import NEVER
from reports.warning_rules.magnitude_benchmark import MagnitudeBenchmark
from tests.reports.selectors.figure_references import (
    AREA,
    COMMUNE,
    FOREST,
    LAND,
    OLD,
    ReferencePlan,
)
from tests.targets.calculation_builders import prior

GRAIN_PER_HEAD = {"parts": (AREA, LAND), "scale": 1000}  # a sum over a reading that stands


def line(benchmark: MagnitudeBenchmark) -> tuple[str, Decimal, Decimal]:
    return benchmark.name, benchmark.value, benchmark.floor


def part_lines(part: Any = AREA, **plan: Any) -> list[tuple[str, Decimal, Decimal]]:
    return [line(benchmark) for benchmark in ReferencePlan(**plan).benchmarks().for_part(part)]


def test_nothing_is_known_of_a_unit_in_its_first_quarter() -> None:
    assert part_lines(ordinal=1) == []
    assert part_lines(FOREST, ordinal=1, parts=(FOREST,)) == []


# What adds up


@pytest.mark.parametrize(
    ("plan", "lines"),
    [
        # The same quarter of last year alone, from figures or from entered rows to date.
        ({"last_year": {COMMUNE: {3: 20}}}, [("Quý III/2021", 20, 20)]),
        ({"baselines": {COMMUNE: {2: 30, 3: 50}}}, [("Quý III/2021", 20, 20)]),
        ({"baselines": {COMMUNE: {1: 12}}, "ordinal": 1}, [("Quý I/2021", 12, 12)]),
        # An entered row without the quarter before says nothing of the quarter alone.
        ({"baselines": {COMMUNE: {3: 50}}}, []),
        # Under another definition neither counts.
        ({"baselines": {COMMUNE: {2: 30, 3: 50}}, "label": "chuẩn mới"}, []),
        ({"last_year": {COMMUNE: {3: 20}}, "label_last_year": "chuẩn cũ"}, []),
        # Without last year the quarter before stands in, whatever the season.
        ({"figures": {COMMUNE: {2: 15}}}, [("Quý II", 15, 15)]),
        ({"figures": {COMMUNE: {1: 15}}}, []),
        ({"figures": {COMMUNE: {2: 15}}, "last_year": {COMMUNE: {3: 20}}}, [("Quý III/2021", 20, 20)]),
        # Nothing, or less, is no measure.
        ({"figures": {COMMUNE: {2: 0}}}, []),
        ({"last_year": {COMMUNE: {3: 0}}, "figures": {COMMUNE: {2: 15}}}, [("Quý II", 15, 15)]),
        ({"figures": {COMMUNE: {2: -4}}}, []),
    ],
)
def test_a_sum_is_measured_by_its_own_season_first(plan: dict[str, Any], lines: list[Any]) -> None:
    assert part_lines(**plan) == lines


@pytest.mark.parametrize(
    ("quarters", "lines"),
    [
        ({1: 10, 2: 20, 3: 30, 4: 40}, [("bốn quý", 100, 100)]),
        ({2: 20, 3: 30}, [("bốn quý", 50, 50)]),
        ({1: 0, 2: 0}, []),
        ({}, []),
    ],
)
def test_the_year_is_measured_by_its_quarters(quarters: dict[int, int], lines: list[Any]) -> None:
    assert part_lines(ordinal=5, figures={COMMUNE: quarters}) == lines


def test_the_year_of_four_quarters_is_held_tighter_than_that_of_two() -> None:
    [whole] = ReferencePlan(ordinal=5, figures={COMMUNE: {1: 10, 2: 20, 3: 30, 4: 40}}).benchmarks().for_part(AREA)
    [some] = ReferencePlan(ordinal=5, figures={COMMUNE: {1: 10, 2: 20}}).benchmarks().for_part(AREA)
    assert (whole.above, whole.below, whole.half) == (EARLIER_ABOVE, EARLIER_BELOW, True)
    assert (some.above, some.below, some.half) == (SEASON_ABOVE, EARLIER_BELOW, False)


@pytest.mark.parametrize(
    ("plan", "above", "below", "half"),
    [
        ({"last_year": {COMMUNE: {3: 20}}}, EARLIER_ABOVE, EARLIER_BELOW, True),
        ({"figures": {COMMUNE: {2: 20}}}, SEASON_ABOVE, SEASON_BELOW, False),
        # A profile that does not rise in the quarter: none planted in autumn is right.
        ({"last_year": {COMMUNE: {3: 20}}, "profile": (40, 100, 100, 100)}, EARLIER_ABOVE, None, False),
        # Grown by a merger: the same quarter is only roughly the same.
        (
            {"last_year": {COMMUNE: {3: 20}, OLD: {3: 5}}, "joins": {OLD: 3}},
            ROUGH_BAND,
            ROUGH_BAND,
            False,
        ),
    ],
)
def test_how_tight_an_earlier_number_holds(plan: dict[str, Any], above: Any, below: Any, half: bool) -> None:
    [benchmark] = ReferencePlan(**plan).benchmarks().for_part(AREA)
    assert (benchmark.above, benchmark.below, benchmark.half) == (above, below, half)


# What stands until the next reading


@pytest.mark.parametrize(
    ("plan", "lines"),
    [
        ({"figures": {COMMUNE: {2: 300}}}, [("Quý II", 300, 300)]),
        ({"figures": {COMMUNE: {1: 290}}}, [("Quý I", 290, 290)]),
        ({"figures": {COMMUNE: {1: 290, 2: 300}}}, [("Quý II", 300, 300)]),
        ({"ordinal": 5, "figures": {COMMUNE: {4: 310}}}, [("Quý IV", 310, 310)]),
        ({"baselines": {COMMUNE: {3: 280}}}, [("Quý III/2021", 280, 280)]),
        ({"ordinal": 5, "baselines": {COMMUNE: {5: 280}}}, [("cả năm 2021", 280, 280)]),
        (
            {"figures": {COMMUNE: {2: 300}}, "last_year": {COMMUNE: {3: 280}}},
            [("Quý II", 300, 300), ("Quý III/2021", 280, 280)],
        ),
        ({"figures": {COMMUNE: {2: 0}}}, []),
    ],
)
def test_a_reading_is_measured_by_the_latest_and_by_last_years(plan: dict[str, Any], lines: list[Any]) -> None:
    assert part_lines(FOREST, parts=(FOREST,), **plan) == lines


@pytest.mark.parametrize(("at", "half"), [(2, True), (1, False)])
def test_only_the_quarter_before_is_near_enough_for_a_change_by_half(at: int, half: bool) -> None:
    plan = ReferencePlan(parts=(FOREST,), figures={COMMUNE: {at: 300}})
    assert plan.benchmarks().for_part(FOREST)[0].half is half


def test_a_reading_that_follows_a_profile_is_expected_to_grow_with_it() -> None:
    plan = ReferencePlan(parts=(FOREST,), profile=(25, 50, 75, 100), figures={COMMUNE: {2: 300}})
    [latest] = plan.benchmarks().for_part(FOREST)
    assert (latest.value, latest.display_value) == (450, 300)


def test_a_reading_from_before_the_profile_began_measures_nothing() -> None:
    assert part_lines(FOREST, parts=(FOREST,), profile=(0, 0, 60, 100), figures={COMMUNE: {2: 300}}) == []


# The plan


@pytest.mark.parametrize(
    ("plan", "floor", "below"),
    [
        ({}, 30, (PACE_BELOW_PART[0], NEVER)),  # an even pace: it may still come
        ({"profile": (0, 60, 90, 100)}, 36, PACE_BELOW_PART),
        ({"profile": (0, 100, 100, 100)}, 0, None),  # nothing is expected of the quarter
        ({"milestones": {2: 40, 3: 100}}, 60, PACE_BELOW_PART),
        ({"ordinal": 5}, 120, PACE_BELOW_PART),
    ],
)
def test_the_target_of_the_year_and_the_pace_to_it(plan: dict[str, Any], floor: int, below: Any) -> None:
    [benchmark] = ReferencePlan(target="120", **plan).benchmarks().for_part(AREA)
    assert (benchmark.name, benchmark.value, benchmark.above) == ("kế hoạch cả năm", 120, YEAR_ABOVE_SUM)
    assert (benchmark.floor, benchmark.below) == (floor, below)


def test_a_standing_amount_may_be_the_whole_target_at_any_time() -> None:
    [benchmark] = ReferencePlan(target="300", parts=(FOREST,)).benchmarks().for_part(FOREST)
    assert (benchmark.floor, benchmark.above, benchmark.below) == (300, YEAR_ABOVE_LEVEL, PACE_BELOW_PART)


@pytest.mark.parametrize("plan", [{"target": None}, {"target": "0"}, {"target": "5", "basis": "FALL"}])
def test_without_a_level_to_reach_there_is_no_plan_to_measure_by(plan: dict[str, Any]) -> None:
    benchmarks = ReferencePlan(**plan).benchmarks()
    assert benchmarks.goal is None
    assert [*benchmarks.for_part(AREA), *benchmarks.for_estimate()] == []


def test_the_target_of_a_ratio_does_not_measure_its_parts_alone() -> None:
    assert part_lines(LAND, target="500", **GRAIN_PER_HEAD) == []
    assert part_lines(AREA, target="500", **GRAIN_PER_HEAD) == []


def test_a_numerator_is_measured_by_its_share_of_a_plausible_denominator() -> None:
    """500 kg for each of 2.000 people are 1.000 tấn in the year, 250 in a quarter."""
    benchmarks = ReferencePlan(target="500", **GRAIN_PER_HEAD).benchmarks()
    [benchmark] = benchmarks.for_part(AREA, Decimal(2000))
    assert (benchmark.value, benchmark.floor) == (1000, 250)
    assert benchmarks.for_part(AREA, Decimal(0)) == []


def test_a_firm_earlier_number_makes_that_share_needless() -> None:
    plan = ReferencePlan(target="500", last_year={COMMUNE: {3: (240, 1900)}}, **GRAIN_PER_HEAD)
    assert [line(one)[0] for one in plan.benchmarks().for_part(AREA, Decimal(2000))] == ["Quý III/2021"]


def test_parts_that_grow_alike_have_no_share_of_each_other() -> None:
    plan = ReferencePlan(target="80", parts=(FOREST, LAND))
    assert plan.benchmarks().for_part(FOREST, Decimal(2000)) == []


# Other units


@pytest.mark.parametrize(
    ("peers", "target", "value"),
    [
        (PeerSum(4, Decimal(80), Decimal(0), 0), None, 20),
        (PeerSum(4, Decimal(80), Decimal(0), 4, Decimal(160)), "30", 15),  # half of their targets, so half of ours
        (PeerSum(4, Decimal(80), Decimal(0), 3, Decimal(160)), "30", 20),  # one of them has none
        (PeerSum(4, Decimal(80), Decimal(0), 4, Decimal(160)), None, 20),
    ],
)
def test_other_units_are_a_measure_by_their_targets_or_their_average(
    peers: PeerSum, target: str | None, value: int
) -> None:
    benchmark = ReferencePlan(peers=peers, target=target).benchmarks().for_part(AREA)[-1]
    assert (benchmark.name, benchmark.value) == ("mức chung của 4 đơn vị khác trong kỳ", value)
    assert benchmark.above == PEERS_ABOVE


@pytest.mark.parametrize("peers", [PeerSum(2, Decimal(80)), PeerSum(4, Decimal(0)), PeerSum(4, Decimal(-8))])
def test_too_few_units_or_nothing_reported_are_no_measure(peers: PeerSum) -> None:
    assert part_lines(peers=peers) == []


# The value of a ratio, and the estimate


def value_lines(**plan: Any) -> list[tuple[str, Decimal, Decimal]]:
    return [line(benchmark) for benchmark in ReferencePlan(**GRAIN_PER_HEAD | plan).benchmarks().for_value()]


@pytest.mark.parametrize(
    ("plan", "lines"),
    [
        ({}, []),
        ({"target": "500"}, [("kế hoạch cả năm", 500, 375)]),
        ({"target": "500", "profile": (0, 60, 60, 100)}, [("kế hoạch cả năm", 500, 300)]),
        ({"baselines": {COMMUNE: {3: 400}}}, [("cùng kỳ 2021", 400, 400)]),
        ({"baselines": {COMMUNE: {5: 480}}}, [("cả năm 2021", 480, 480)]),
        ({"baselines": {COMMUNE: {3: 400, 5: 480}}}, [("cùng kỳ 2021", 400, 400)]),
        ({"baselines": {COMMUNE: {3: prior((960, 2000))}}}, [("cùng kỳ 2021", 480, 480)]),
        ({"baselines": {COMMUNE: {3: prior((960, 0))}}}, []),  # 0 people have no grain per head
        ({"baselines": {COMMUNE: {3: 400}}, "label": "chuẩn mới"}, []),
        ({"last_year": {COMMUNE: {3: (960, 2000)}}}, []),  # a single quarter of a sum is no value to date
    ],
)
def test_a_value_is_measured_by_the_plan_and_by_what_was_entered_for_last_year(
    plan: dict[str, Any], lines: list[Any]
) -> None:
    assert value_lines(**plan) == lines


def test_a_value_may_be_far_below_the_plan_while_nothing_is_expected() -> None:
    [benchmark] = ReferencePlan(target="500", profile=(0, 0, 0, 100), **GRAIN_PER_HEAD).benchmarks().for_value()
    assert benchmark.below is None
    [benchmark] = ReferencePlan(target="500", profile=(0, 0, 60, 100), **GRAIN_PER_HEAD).benchmarks().for_value()
    assert benchmark.below == PACE_BELOW_VALUE


@pytest.mark.parametrize(
    ("plan", "lines"),
    [
        ({"target": "120"}, [("kế hoạch cả năm", 120, 120)]),
        ({"baselines": {COMMUNE: {5: 100}}}, [("cả năm 2021", 100, 100)]),
        ({"baselines": {COMMUNE: {3: 100}}}, []),
    ],
)
def test_an_estimate_is_measured_by_the_plan_and_last_years_end(plan: dict[str, Any], lines: list[Any]) -> None:
    assert [line(benchmark) for benchmark in ReferencePlan(**plan).benchmarks().for_estimate()] == lines


def test_an_estimate_is_measured_by_the_one_before() -> None:
    plan = ReferencePlan()
    benchmarks = plan.benchmarks()
    figures = ReferencePlan(figures={COMMUNE: {2: 10}}).report_data().figures
    for figure in figures.values():
        figure.full_year_estimate = Decimal(110)
    benchmarks.references.report_data.figures.update(figures)
    assert [line(one) for one in benchmarks.for_estimate()] == [("ước Quý II", 110, 110)]


# The number that is usual in the quarter


@pytest.mark.parametrize(
    ("plan", "usual"),
    [
        ({}, (None, "")),
        ({"target": "120"}, (30, "mức cần có trong kỳ theo kế hoạch")),
        ({"target": "120", "last_year": {COMMUNE: {3: 25}}}, (25, "Quý III/2021")),
        ({"target": "120", "last_year": {COMMUNE: {3: 0}}}, (30, "mức cần có trong kỳ theo kế hoạch")),
        ({"target": "120", "profile": (0, 100, 100, 100)}, (None, "")),
    ],
)
def test_the_usual_number_of_a_quarter_with_its_source(plan: dict[str, Any], usual: tuple[Any, str]) -> None:
    assert ReferencePlan(**plan).benchmarks().usual(AREA) == usual
