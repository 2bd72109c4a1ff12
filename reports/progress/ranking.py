"""The units of a scope side by side, best first."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from chodon_thidua.lib.numbers import format_percent
from reports.progress.assessment_text import ResultCells, gap_label, result_cells, source_text, status_text
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_unit
from reports.progress.texts.number_cells import gap_note
from reports.progress.units.unit_groups import UnitGroup, is_department, unit_groups
from targets.calculation.assessment import Assessment
from targets.calculation.goals import HUNDRED, IndicatorGoal, best_first_key
from targets.calculation.value_age import outdated_units
from targets.enums import Status
from units.models import Unit

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class RankedUnit:
    """One unit; `place` among those of its group is empty without a value, or with an older one than the others have.

    Shape: `source` is the period of an older value; `total` is what the units add up to, None where they do not;
    `has_percent` tells whether any of them has a percentage of plan. Texts are made when a page reads them: beside its
    neighbours a unit shows its place alone.
    """

    place: str
    unit: Unit
    address: str
    assessment: Assessment
    source: str
    total: Decimal | None
    has_percent: bool

    @cached_property
    def cells(self) -> ResultCells:
        return result_cells(self.assessment)

    @property
    def status(self) -> Status:
        return self.assessment.status

    @property
    def percent(self) -> str:
        return self.cells.percent.text if self.has_percent else ""

    @cached_property
    def share(self) -> str:
        return _share(self.assessment, self.total) if self.total else ""

    @property
    def comparison_text(self) -> str:
        """The number that the ranking's `comparison_label` names."""
        return self.percent if self.has_percent else self.share if self.total else self.cells.gap.text

    @property
    def status_label(self) -> str:
        return status_text(self.assessment)

    @property
    def order_text(self) -> str:
        """The number that decides its place, for a sentence."""
        if self.percent:
            return f"{self.percent} % kế hoạch"
        if self.share:
            return f"{self.share} % của cả phạm vi"
        return (
            f"{gap_note(self.cells.gap.text)} so với kế hoạch"
            if self.cells.gap.value is not None
            else (self.cells.gap.text or self.cells.actual.text)
        )


@dataclass(frozen=True, slots=True)
class SilentUnit:
    """A unit without a figure, or with the number of those below it that have none: “Cụm 1 (3/5)”."""

    label: str
    address: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class UnitRanking:
    """Shape: `units` best first, then those with an older value, those without any last.

    Communes and departments have places of their own. `silent` have no counted figure for the latest due period,
    `silent_count` in number; in a large scope they are counted by the units right below it.
    """

    units: tuple[RankedUnit, ...]
    comparison_label: str
    gap_label: str
    silent: tuple[SilentUnit, ...]
    silent_count: int
    pending: bool

    @property
    def groups(self) -> tuple[UnitGroup[RankedUnit], ...]:
        return unit_groups(self.units, lambda ranked_unit: ranked_unit.unit)

    @property
    def has_percent(self) -> bool:
        return any(ranked_unit.percent for ranked_unit in self.units)

    @property
    def has_gap(self) -> bool:
        """True where there are no percentages of plan, but differences from it."""
        return not self.has_percent and any(ranked_unit.cells.gap.text for ranked_unit in self.units)

    @property
    def silent_label(self) -> str:
        return "Chưa có số liệu kỳ này" if self.pending else "Chưa có số liệu được duyệt kỳ này"

    @property
    def has_share(self) -> bool:
        return any(ranked_unit.share for ranked_unit in self.units)


BY_SHARE = "dong-gop"


def unit_ranking(overview: PlanOverview, row: IndicatorResult, *, order: str = "") -> UnitRanking | None:
    """Ranks the parts of the scope that report the indicator; None for a composite or a single reporter.

    Each stands for all below it. The order is that of the percentages of plan where there are any, or of the
    contributions; a value that is older than the others, or than the latest due period, takes no part in it.
    Queries: none.
    """
    if row.indicator.is_composite:
        return None
    parts = list(_unit_assessments(overview, row))
    assessments = {unit.pk: assessment for unit, assessment in parts}
    if len(assessments) < 2:
        return None
    has_percent = any(assessment.percent_shown is not None for assessment in assessments.values())
    total = row.assessment.value if row.assessment.spec.is_running_total else None
    by_percent = has_percent and not (order == BY_SHARE and total)
    older_units = outdated_units(assessments)
    goal = row.assessment.goal or next((one.goal for one in assessments.values() if one.goal), None)
    keys = {
        pk: None if pk in older_units else _order_key(assessment, goal, by_percent=by_percent)
        for pk, assessment in assessments.items()
    }
    ranked_keys: dict[bool, list[Decimal]] = {True: [], False: []}
    for unit, _ in parts:
        if (key := keys[unit.pk]) is not None:
            ranked_keys[is_department(unit)].append(key)
    for own_keys in ranked_keys.values():
        own_keys.sort()
    period_names = overview.plan_data.period_names
    names = {unit.pk: place for place, (unit, _) in enumerate(parts)}

    def order_of(pair: tuple[Unit, Assessment]) -> tuple[bool, Decimal, bool, int]:
        unit, key = pair[0].pk, keys[pair[0].pk]
        return key is None, key or Decimal(0), unit not in older_units, names[unit]

    def build_unit(unit: Unit, assessment: Assessment) -> RankedUnit:
        key = keys[unit.pk]
        return RankedUnit(
            place="" if key is None else str(1 + bisect_left(ranked_keys[is_department(unit)], key)),
            unit=unit,
            address=unit.address_on(overview.period.ends_on),
            assessment=assessment,
            source=source_text(assessment, period_names),
            total=total,
            has_percent=has_percent,
        )

    return UnitRanking(
        units=tuple(build_unit(*pair) for pair in sorted(parts, key=order_of)),
        comparison_label="% KH của đơn vị" if has_percent else "Tỷ trọng (%)" if total else ranked_gap_label(row),
        gap_label=ranked_gap_label(row),
        silent=tuple(_silent_units(overview, row, parts)),
        silent_count=row.assessment.aggregate.silent,
        pending=overview.pending,
    )


def ranked_gap_label(row: IndicatorResult) -> str:
    """The heading of what is missing to the target."""
    return gap_label(row.assessment.spec).replace("kế hoạch", "KH")


def _unit_assessments(overview: PlanOverview, row: IndicatorResult) -> Iterator[tuple[Unit, Assessment]]:
    """Yields the scope itself where it reports, and each unit right below it that reports or has reporters below."""
    for unit, alone in [(overview.scope, True), *((unit, False) for unit in overview.units_below)]:
        assessment = assess_unit(overview, row.indicator, unit, alone=alone)
        if assessment.aggregate.assigned or assessment.aggregate.contributed.units:
            # The scope's target is not its own share of it.
            yield unit, replace(assessment, percent_shown=None, gap=None) if alone else assessment


def _silent_units(
    overview: PlanOverview, row: IndicatorResult, parts: Sequence[tuple[Unit, Assessment]]
) -> Iterator[SilentUnit]:
    day = overview.period.ends_on
    if overview.is_whole:
        silent_units = (overview.units[pk] for pk in row.assessment.totals.silent if pk in overview.units)
        yield from (SilentUnit(unit.short_name, unit.address_on(day)) for unit in silent_units)
        return
    for unit, assessment in parts:
        aggregate = assessment.aggregate
        if aggregate.silent:
            count = f" ({aggregate.silent}/{aggregate.assigned})" if aggregate.assigned > 1 else ""
            yield SilentUnit(f"{unit.short_name}{count}", unit.address_on(day))


def _order_key(assessment: Assessment, goal: IndicatorGoal | None, *, by_percent: bool) -> Decimal | None:
    """The number that decides the order, smaller first; None without a value. `goal` is for units that have none."""
    if by_percent:
        return None if assessment.percent_shown is None else -assessment.percent_shown
    if assessment.achievement is None:
        return None
    return best_first_key(assessment.spec, assessment.goal or goal, assessment.achievement)


def _share(assessment: Assessment, total: Decimal) -> str:
    if assessment.value is None:
        return ""
    return format_percent((HUNDRED * assessment.value / total).quantize(TENTH, ROUND_HALF_UP))
