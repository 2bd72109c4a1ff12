"""The benchmarks of one number of a figure: its unit's plan, its unit's earlier numbers, and other units' numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from chodon_thidua.lib.text import roman_quarter
from reports.magnitude_rules import Band, MagnitudeBenchmark
from reports.selectors.last_year import PriorYearNumbers
from reports.selectors.reference_figures import ReferenceFigures
from reports.warning_rules import WarningKind
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules, UnitId
from targets.enums import FINAL_ORDINAL, LAST_QUARTER, OverTime, PartRole, TargetBasis
from targets.models import Indicator, IndicatorPart, Period

HUNDRED = Decimal(100)
PLAN = "kế hoạch cả năm"
PACE = "mức cần có trong kỳ theo kế hoạch"
# How many times more or less: the first number has to be explained, the second is extraordinary.
FIRM_ABOVE, FIRM_BELOW = (5, 50), (5, 100)
ROUGH = (10, 100)
SEASONAL_ABOVE, SEASONAL_BELOW = (50, 100), (100, 300)
SUM_PLAN, LEVEL_PLAN, PACE_BELOW, LEVEL_BELOW = (2, 10), (3, 10), (30, 100), (20, 100)
PEERS_ABOVE, PEERS_BELOW = (30, 100), (100, 300)
NEVER = 10**30


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
        return self.period.ordinal == FINAL_ORDINAL

    @cached_property
    def last_year(self) -> PriorYearNumbers:
        return PriorYearNumbers(self.references, self.indicator, self.unit, self.join_periods)

    def for_part(self, part: IndicatorPart, denominator: Decimal | None = None) -> list[MagnitudeBenchmark]:
        """Returns the benchmarks of a part of the figure, the strongest first.

        A numerator without a firm earlier number is compared with the planned share of its `denominator`, where given.
        """
        history = list(self._levels(part) if part.over_time == OverTime.LAST else self._sums(part))
        firm = any(benchmark.above == FIRM_ABOVE for benchmark in history)
        plan = self._plan(part) if firm or not denominator else self._share_of(part, denominator)
        return [*history, *plan, *self._peers(part)]

    def for_value(self) -> list[MagnitudeBenchmark]:
        """Returns the benchmarks of the value of a ratio to date."""
        goal, year = self.goal, self.spec.year - 1
        benchmarks = []
        if goal:
            least = goal.value * self._share(goal, self.period.ordinal)
            below = self._below(LEVEL_BELOW, goal) if least > 0 else None
            benchmarks.append(MagnitudeBenchmark(WarningKind.PLAN, PLAN, goal.value, LEVEL_PLAN, below, least, PACE))
        for ordinal in (self.period.ordinal, FINAL_ORDINAL):
            if before := self.last_year.amount(ordinal):
                name = f"cả năm {year}" if ordinal == FINAL_ORDINAL else f"cùng kỳ {year}"
                benchmarks.append(MagnitudeBenchmark(WarningKind.CHANGE, name, before, FIRM_ABOVE, FIRM_BELOW))
                break
        return benchmarks

    def for_estimate(self) -> list[MagnitudeBenchmark]:
        """Returns the benchmarks of the unit's own estimate of the year."""
        goal, year = self.goal, self.spec.year - 1
        benchmarks = [MagnitudeBenchmark(WarningKind.PLAN, PLAN, goal.value, LEVEL_PLAN, ROUGH)] if goal else []
        if before := self.last_year.amount(FINAL_ORDINAL):
            benchmarks.append(MagnitudeBenchmark(WarningKind.CHANGE, f"cả năm {year}", before, FIRM_ABOVE, FIRM_BELOW))
        last = self.period.ordinal - 1
        if (earlier := self.group_number("full_year_estimate", last)) and earlier > 0:
            benchmarks.append(
                MagnitudeBenchmark(WarningKind.CHANGE, f"ước {roman_quarter(last)}", earlier, FIRM_ABOVE, FIRM_BELOW)
            )
        return benchmarks

    def group_number(self, name: str, ordinal: int) -> Decimal | None:
        """Adds up what the unit and those merged into it reported for a field in a period; None where nobody did."""
        figures = self.references.report_data.figures
        own_figures = [figures.get((self.indicator.pk, unit, ordinal)) for unit in self.group]
        values = [value for figure in own_figures if figure and (value := getattr(figure, name)) is not None]
        return sum(values, Decimal(0)) if values else None

    def quarters(self, name: str) -> list[Decimal]:
        """Returns what the unit itself reported for a part in the quarters before; for the whole year in all four."""
        figures, last = self.references.report_data.figures, min(self.period.ordinal - 1, LAST_QUARTER)
        own_figures = [figures.get((self.indicator.pk, self.unit, ordinal)) for ordinal in range(1, last + 1)]
        return [value for figure in own_figures if figure and (value := getattr(figure, name)) is not None]

    def usual(self, part: IndicatorPart) -> tuple[Decimal | None, str]:
        """Returns the number expected of a part that adds up in this quarter, with the name of its source."""
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
            yield MagnitudeBenchmark(WarningKind.CHANGE, self._name_of_last_year(), before, FIRM_ABOVE, FIRM_BELOW)

    def _latest(self, part: IndicatorPart, name: str) -> MagnitudeBenchmark | None:
        ordinals = range(min(self.period.ordinal - 1, LAST_QUARTER), 0, -1)
        at = next((o for o in ordinals if self.group_number(name, o) is not None), None)
        before = self.group_number(name, at) if at else None
        if at is None or not before or before <= 0:
            return None
        has_grown = self._grown_since(at + 1)
        pace = self._pace(part, at)
        if pace is None:
            return None
        return MagnitudeBenchmark(
            WarningKind.CHANGE,
            roman_quarter(at),
            before * pace,
            ROUGH if has_grown else FIRM_ABOVE,
            ROUGH if has_grown else FIRM_BELOW,
            half=not has_grown and at == ordinals[0],
            display_value=before,
        )

    def _pace(self, part: IndicatorPart, since: int) -> Decimal | None:
        """Returns how many times more the profile expects than at an earlier quarter; None where that was nothing."""
        profile = self.spec.profile
        if profile is None or part.role == PartRole.DENOMINATOR:
            return Decimal(1)
        now, then = profile[min(self.period.ordinal, LAST_QUARTER) - 1], profile[since - 1]
        return now / then if now and then else None

    def _sums(self, part: IndicatorPart) -> Iterator[MagnitudeBenchmark]:
        """Yields the benchmarks of a part that adds up: last year's same quarter; for a year also its four quarters."""
        name = PartRole(part.role).lower()
        if self.is_final and (quarters := self.quarters(name)) and (total := sum(quarters)) > 0:
            whole = len(quarters) == LAST_QUARTER
            above = FIRM_ABOVE if whole else SEASONAL_ABOVE
            yield MagnitudeBenchmark(WarningKind.CHANGE, "bốn quý", Decimal(total), above, FIRM_BELOW, half=whole)
        same = self._same_period(part)
        if same and same.value > 0:
            yield same
        elif not self.is_final and (before := self.group_number(name, self.period.ordinal - 1)) and before > 0:
            last = roman_quarter(self.period.ordinal - 1)
            yield MagnitudeBenchmark(WarningKind.CHANGE, last, before, SEASONAL_ABOVE, SEASONAL_BELOW)

    def _same_period(self, part: IndicatorPart) -> MagnitudeBenchmark | None:
        """Builds the benchmark of the same quarter of last year alone, or of all of last year."""
        value = self.last_year.part(PartRole(part.role).lower(), self.period.ordinal, to_date=False)
        if value is None:
            return None
        has_grown, rising = self._grown_since(1), self._expects_growth()
        return MagnitudeBenchmark(
            WarningKind.CHANGE,
            self._name_of_last_year(),
            value,
            ROUGH if has_grown else FIRM_ABOVE,
            (ROUGH if has_grown else FIRM_BELOW) if rising else None,
            half=rising and not has_grown,
        )

    def _plan(self, part: IndicatorPart) -> Iterator[MagnitudeBenchmark]:
        goal = self.goal
        if goal is None or not self.indicator.has_single_number:
            return
        share = self._share(goal, self.period.ordinal)
        if part.over_time == OverTime.SUM and not self.is_final:
            share -= self._share(goal, self.period.ordinal - 1)
        above = SUM_PLAN if part.over_time == OverTime.SUM else LEVEL_PLAN
        below = self._below(PACE_BELOW, goal) if share > 0 else None
        yield MagnitudeBenchmark(WarningKind.PLAN, PLAN, goal.value, above, below, goal.value * share, PACE)

    def _share_of(self, part: IndicatorPart, denominator: Decimal) -> Iterator[MagnitudeBenchmark]:
        """Yields what the plan expects of a numerator that adds up over a denominator that stands."""
        if self.goal is None or part.over_time == self.spec.denominator:
            return
        year = self.goal.value * denominator / self.spec.scale
        share = self._share(self.goal, self.period.ordinal)
        if not self.is_final:
            share -= self._share(self.goal, self.period.ordinal - 1)
        below = self._below(PACE_BELOW, self.goal) if share > 0 else None
        yield MagnitudeBenchmark(WarningKind.PLAN, PLAN, year, LEVEL_PLAN, below, year * share, PACE)

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
        if self.spec.basis != TargetBasis.LEVEL:
            return None
        ordinal, pk = self.period.ordinal, self.indicator.pk
        goal = plan_data.goal(pk, self.unit, ordinal, lambda: plan_data.allocation_sum(pk, [self.unit], ordinal))
        return goal if goal and goal.value > 0 else None

    def _share(self, goal: IndicatorGoal, ordinal: int) -> Decimal:
        """Returns the share of the year's target that is to be reached by the period."""
        spec = self.spec
        if ordinal in goal.milestones:
            return goal.milestones[ordinal] / goal.value
        if spec.profile:
            return spec.profile[min(ordinal, LAST_QUARTER) - 1] / HUNDRED if ordinal else Decimal(0)
        if spec.numerator == OverTime.SUM and spec.denominator != OverTime.SUM:
            return Decimal(min(ordinal, LAST_QUARTER)) / LAST_QUARTER
        return Decimal(1)

    def _below(self, band: Band, goal: IndicatorGoal) -> Band:
        """Widens the band below where only an even pace is expected: what is less may come later in the year."""
        is_even_pace = not self.spec.profile and self.period.ordinal not in goal.milestones and not self.is_final
        adds_up = self.spec.numerator == OverTime.SUM and self.spec.denominator != OverTime.SUM
        return (band[0], NEVER) if is_even_pace and adds_up else band

    def _expects_growth(self) -> bool:
        """Checks whether the profile rises in the period; for the whole year, whether in any quarter."""
        profile, ordinal = self.spec.profile, self.period.ordinal
        if profile is None:
            return True
        if ordinal > len(profile):
            return profile[-1] > 0
        return profile[ordinal - 1] > (profile[ordinal - 2] if ordinal > 1 else 0)

    @cached_property
    def group(self) -> list[UnitId]:
        """The unit with those that have been merged into it."""
        return [self.unit, *self.references.merged_units(self.unit)]

    @cached_property
    def join_periods(self) -> dict[UnitId, int]:
        """The ordinals from which on the other units of the group count under this one."""
        mergers = self.references.plan_data.mergers
        return {old: mergers[old].ordinal for old in self.group if old != self.unit}

    def _grown_since(self, first: int) -> bool:
        """Checks whether another unit was merged into this one from the period on, but not before the plan began."""
        return any(first <= since <= self.period.ordinal for since in self.join_periods.values() if since > 1)

    def _name_of_last_year(self) -> str:
        year = self.spec.year - 1
        return f"cả năm {year}" if self.is_final else f"{roman_quarter(self.period.ordinal)}/{year}"
