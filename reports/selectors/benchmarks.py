"""The benchmarks of one number of a figure: its unit's plan, its unit's earlier numbers, and other units' numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reports.selectors.reference_figures import ReferenceFigures
from reports.selectors.reference_numbers.planned_share import PlannedShare
from reports.selectors.reference_numbers.prior_year import PriorYearNumbers
from reports.selectors.reference_numbers.unit_numbers import UnitNumbers
from reports.warning_rules.figure_warning import WarningKind
from reports.warning_rules.magnitude_benchmark import MagnitudeBenchmark
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules, UnitId
from targets.enums import OverTime, PartRole
from targets.models import Indicator, IndicatorPart, Period

PLAN_NAME = "kế hoạch cả năm"
PACE_NAME = "mức cần có trong kỳ theo kế hoạch"
# Each band: so many times more (ABOVE) or less (BELOW) than a number has to be explained, and from the second on is
# extraordinary. The unit's own number of an earlier period with the same season, or of all of last year:
EARLIER_ABOVE, EARLIER_BELOW = (5, 50), (5, 100)
# its number from before other units were merged into it, or an estimate of the year beside the plan:
ROUGH_BAND = (10, 100)
# its number of another season, the period before:
SEASON_ABOVE, SEASON_BELOW = (50, 100), (100, 300)
# the target of the year, for a part that adds up and for one that stands; the pace that the plan expects by now, for a
# part and for a value:
YEAR_ABOVE_SUM, YEAR_ABOVE_LEVEL = (2, 10), (3, 10)
PACE_BELOW_PART, PACE_BELOW_VALUE = (30, 100), (20, 100)
# the level of other units:
PEERS_ABOVE, PEERS_BELOW = (30, 100), (100, 300)


@dataclass
class FigureBenchmarks:
    """The benchmarks of one unit's figure of one indicator."""

    references: ReferenceFigures
    indicator: Indicator
    unit: UnitId

    @property
    def spec(self) -> IndicatorRules:
        return self.references.plan_data.specs[self.indicator.pk]

    @property
    def period(self) -> Period:
        return self.references.period

    @property
    def is_final(self) -> bool:
        return self.period.is_final

    @cached_property
    def numbers(self) -> UnitNumbers:
        return UnitNumbers(self.references, self.indicator, self.unit)

    @cached_property
    def last_year(self) -> PriorYearNumbers:
        return PriorYearNumbers(self.references, self.indicator, self.unit, self.numbers.join_periods)

    @cached_property
    def planned(self) -> PlannedShare:
        return PlannedShare(self.spec, self.period.ordinal)

    def for_part(self, part: IndicatorPart, denominator: Decimal | None = None) -> list[MagnitudeBenchmark]:
        """Returns the benchmarks of a part of the figure, the strongest first.

        A numerator without a firm earlier number is compared with the planned share of its `denominator`, where given.
        """
        history = list(self._sums(part) if OverTime(part.over_time).adds_up else self._levels(part))
        firm = any(benchmark.above == EARLIER_ABOVE for benchmark in history)
        plan = self._plan(part) if firm or not denominator else self._share_of(part, denominator)
        return [*history, *plan, *self._peers(part)]

    def for_value(self) -> list[MagnitudeBenchmark]:
        """Returns the benchmarks of the value of a ratio to date."""
        goal, year = self.goal, self.spec.year - 1
        benchmarks = []
        if goal:
            least = goal.value * self.planned.to_date(goal)
            below = self.planned.below(PACE_BELOW_VALUE, goal) if least > 0 else None
            benchmarks.append(
                MagnitudeBenchmark(
                    WarningKind.PLAN, PLAN_NAME, goal.upper_end, YEAR_ABOVE_LEVEL, below, least, PACE_NAME
                )
            )
        for ordinal in (self.period.ordinal, self.spec.final):
            if before := self.last_year.amount(ordinal):
                name = f"cả năm {year}" if ordinal == self.spec.final else f"cùng kỳ {year}"
                benchmarks.append(_earlier_benchmark(name, before))
                break
        return benchmarks

    def for_estimate(self) -> list[MagnitudeBenchmark]:
        """Returns the benchmarks of the unit's own estimate of the year."""
        goal, year = self.goal, self.spec.year - 1
        benchmarks = []
        if goal:
            least = None if goal.upper is None else goal.value
            plan = MagnitudeBenchmark(
                WarningKind.PLAN, PLAN_NAME, goal.upper_end, YEAR_ABOVE_LEVEL, ROUGH_BAND, least, PLAN_NAME
            )
            benchmarks.append(plan)
        if before := self.last_year.amount(self.spec.final):
            benchmarks.append(_earlier_benchmark(f"cả năm {year}", before))
        last = self.references.previous_ordinal
        if (earlier := self.numbers.of_group("full_year_estimate", last)) and earlier > 0:
            benchmarks.append(_earlier_benchmark(f"ước {self.references.period_name(last)}", earlier))
        return benchmarks

    def usual(self, part: IndicatorPart) -> tuple[Decimal | None, str]:
        """Returns the number expected of a part that adds up in this period, with the name of its source."""
        if (same := self._same_period(part)) and same.value > 0:
            return same.value, same.name
        plan = next((benchmark for benchmark in self._plan(part) if benchmark.below), None)
        return (plan.floor, plan.least_name) if plan else (None, "")

    def _levels(self, part: IndicatorPart) -> Iterator[MagnitudeBenchmark]:
        """Yields the benchmarks of a part that stands until its next reading: the latest before it, and last year's."""
        name = PartRole(part.role).lower()
        if latest := self._latest(part, name):
            yield latest
        before = self.last_year.part(name, self.period.ordinal, to_date=True)
        if before and before > 0:
            yield _earlier_benchmark(self._name_of_last_year(), before)

    def _latest(self, part: IndicatorPart, name: str) -> MagnitudeBenchmark | None:
        ordinals = range(self.references.previous_ordinal, 0, -1)
        at = next((o for o in ordinals if self.numbers.of_group(name, o) is not None), None)
        before = self.numbers.of_group(name, at) if at else None
        if at is None or not before or before <= 0:
            return None
        has_grown = self.numbers.has_grown_since(at + 1)
        pace = self.planned.pace_since(part, at)
        if pace is None:
            return None
        return MagnitudeBenchmark(
            WarningKind.CHANGE,
            self.references.period_name(at),
            before * pace,
            ROUGH_BAND if has_grown else EARLIER_ABOVE,
            ROUGH_BAND if has_grown else EARLIER_BELOW,
            half=not has_grown and at == ordinals[0],
            display_value=before,
        )

    def _sums(self, part: IndicatorPart) -> Iterator[MagnitudeBenchmark]:
        """Yields the benchmarks of a part that adds up: last year's same period; for a year also its periods."""
        name = PartRole(part.role).lower()
        if self.is_final and (earlier := self.numbers.in_periods_before(name)) and (total := sum(earlier)) > 0:
            rhythm = self.references.plan_data.rhythm
            whole = len(earlier) == rhythm.last
            above, periods = EARLIER_ABOVE if whole else SEASON_ABOVE, rhythm.all_periods
            yield MagnitudeBenchmark(WarningKind.CHANGE, periods, Decimal(total), above, EARLIER_BELOW, half=whole)
        same = self._same_period(part)
        if same and same.value > 0:
            yield same
        elif (
            not self.is_final
            and (before := self.numbers.of_group(name, self.references.previous_ordinal))
            and before > 0
        ):
            last = self.references.period_name(self.references.previous_ordinal)
            yield MagnitudeBenchmark(WarningKind.CHANGE, last, before, SEASON_ABOVE, SEASON_BELOW)

    def _same_period(self, part: IndicatorPart) -> MagnitudeBenchmark | None:
        """Builds the benchmark of the same period of last year alone, or of all of last year."""
        value = self.last_year.part(PartRole(part.role).lower(), self.period.ordinal, to_date=False)
        if value is None:
            return None
        has_grown, rising = self.numbers.has_grown_since(1), self.planned.expects_growth()
        return MagnitudeBenchmark(
            WarningKind.CHANGE,
            self._name_of_last_year(),
            value,
            ROUGH_BAND if has_grown else EARLIER_ABOVE,
            (ROUGH_BAND if has_grown else EARLIER_BELOW) if rising else None,
            half=rising and not has_grown,
        )

    def _plan(self, part: IndicatorPart) -> Iterator[MagnitudeBenchmark]:
        goal = self.goal
        if goal is None or not self.indicator.has_single_number:
            return
        share = self.planned.in_period(goal) if part.over_time == OverTime.SUM else self.planned.to_date(goal)
        above = YEAR_ABOVE_SUM if part.over_time == OverTime.SUM else YEAR_ABOVE_LEVEL
        below = self.planned.below(PACE_BELOW_PART, goal) if share > 0 else None
        least = goal.value * share
        yield MagnitudeBenchmark(WarningKind.PLAN, PLAN_NAME, goal.upper_end, above, below, least, PACE_NAME)

    def _share_of(self, part: IndicatorPart, denominator: Decimal) -> Iterator[MagnitudeBenchmark]:
        """Yields what the plan expects of a numerator that adds up over a denominator that stands."""
        if self.goal is None or part.over_time == self.spec.denominator:
            return
        lower, upper = (end * denominator / self.spec.scale for end in (self.goal.value, self.goal.upper_end))
        share = self.planned.in_period(self.goal)
        below = self.planned.below(PACE_BELOW_PART, self.goal) if share > 0 else None
        yield MagnitudeBenchmark(WarningKind.PLAN, PLAN_NAME, upper, YEAR_ABOVE_LEVEL, below, lower * share, PACE_NAME)

    def _peers(self, part: IndicatorPart) -> Iterator[MagnitudeBenchmark]:
        """Yields the other units' level: their share of their targets where all have one, else their average."""
        unit, name = self.references.units.get(self.unit), PartRole(part.role).lower()
        peers = self.references.peers.peers_of(self.indicator.pk, unit) if unit else None
        value = peers.mean(name) if peers else None
        if peers is None or value is None or value <= 0:
            return
        if self.goal and peers.target and self.indicator.has_single_number:
            value = self.goal.value * peers.numerator / peers.target
        others = f"mức chung của {peers.units} đơn vị khác trong kỳ"
        yield MagnitudeBenchmark(WarningKind.PEERS, others, value, PEERS_ABOVE, PEERS_BELOW)

    @cached_property
    def goal(self) -> IndicatorGoal | None:
        """The unit's target, where it is a level that can be reached."""
        plan_data = self.references.plan_data
        if self.spec.basis.is_change:
            return None
        ordinal, pk = self.period.ordinal, self.indicator.pk
        goal = plan_data.goal(pk, self.unit, ordinal, lambda: plan_data.allocation_sum(pk, [self.unit], ordinal))
        return goal if goal and goal.value > 0 else None

    def _name_of_last_year(self) -> str:
        year = self.spec.year - 1
        return f"cả năm {year}" if self.is_final else self.period.name_last_year(str(year))


def _earlier_benchmark(name: str, value: Decimal) -> MagnitudeBenchmark:
    return MagnitudeBenchmark(WarningKind.CHANGE, name, value, EARLIER_ABOVE, EARLIER_BELOW)
