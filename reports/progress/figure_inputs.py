"""The numbers that a unit types for an indicator, beside those that it reported before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text, read_back
from chodon_thidua.lib.state_names import value_text
from reports.models import Figure
from reports.selectors.benchmarks import FigureBenchmarks
from reports.selectors.reference_figures import ReferenceFigures
from reports.selectors.report_contents.report_address import ReportAddress
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.scope.parts import part_to_date
from targets.calculation.totals import collect_totals
from targets.calculation.types import UnitContribution, UnitId
from targets.enums import SPAN_LABELS, OverTime, PartRole
from targets.models import Indicator, IndicatorPart, Period
from targets.selectors import PlanData, PlanView


@dataclass(frozen=True, slots=True)
class FigureInput:
    """One number to type.

    Shape: `time_span` is the time that it covers, `previous_text` the number of the period before, `last_year_text`
    that of last year's same period under the same definition, `carry_over` an earlier one that may be taken over;
    `may_be_nothing` is true where 0 is offered, as the part adds up and no earlier number speaks against it; `states`
    are the names of which one is chosen.
    """

    role: PartRole
    label: str
    unit: str
    time_span: str
    value: Decimal | None
    previous_text: str
    carry_over: Decimal | None
    may_be_nothing: bool = False
    last_year_text: str = ""
    states: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.role.lower()

    @property
    def text(self) -> str:
        """The number in words that show its size: “116.000 triệu đồng = 116 tỷ đồng”."""
        if self.states or self.value is None:
            return value_text(self.value, self.states)
        return read_back(self.value, self.unit)

    @property
    def offer(self) -> str:
        """The text that the input takes over, a state as its number; empty once there is a number."""
        return input_text(self.carry_over) if self.value is None else ""

    @property
    def carry_over_text(self) -> str:
        """The number that may be taken over as people read it."""
        return value_text(self.carry_over, self.states) if self.value is None else ""


def year_to_date(
    view: PlanView, plan_data: PlanData, report_data: ReportData, indicator: Indicator, unit: UnitId
) -> UnitContribution | None:
    """The total of the unit's regular periods, each part by its own rule; None while a part is unknown.

    The periods of units merged into it count, for its figures of the whole year restate theirs.
    """
    if view.period(view.rhythm.last) is None:
        return None
    year, pk = view.rhythm.final, indicator.pk
    readings = [
        r for r in report_data.readings.get(pk, ()) if r.ordinal < year and plan_data.acting(r.unit, year) == unit
    ]
    members = plan_data.plan_mergers.members([unit], year)
    spec, asked_units = plan_data.specs[pk], plan_data.asked_units(pk, members, year)
    contributions = collect_totals(spec, readings, asked_units, year, mergers=plan_data.mergers).contributions
    return contributions[0] if len(contributions) == 1 else None


def parts_before(
    view: PlanView, plan_data: PlanData, report_data: ReportData, indicator: Indicator, unit: UnitId, period: Period
) -> dict[PartRole, Decimal | None]:
    """The parts of the period before; for the whole year those of its regular periods to date.

    The parts of units merged into it since are added; there are none while one of these lacks its figure.
    """
    if period.is_final:
        to_date = year_to_date(view, plan_data, report_data, indicator, unit)
        return {role: getattr(to_date, role.lower()) for role in PartRole} if to_date else {}
    last, pk = period.ordinal - 1, indicator.pk
    group = plan_data.plan_mergers.group(unit, period.ordinal)
    figures = [figure for member in sorted(group) if (figure := report_data.figures.get((pk, member, last)))]
    expected = _reporting_units(plan_data, pk, group, last) if len(group) > 1 else ()
    if not figures or any((pk, member, last) not in report_data.figures for member in expected):
        return {}
    return {role: _complete_sum([getattr(figure, role.lower()) for figure in figures]) for role in PartRole}


def _reporting_units(plan_data: PlanData, indicator: int, group: Iterable[UnitId], ordinal: int) -> set[UnitId]:
    """The units of a group that had to report the indicator in the period."""
    rows = plan_data.targets.get(indicator, {})
    return plan_data.plan_mergers.reporting_units(
        [unit for unit in group if (row := rows.get(unit)) and row.reports], ordinal
    )


def _complete_sum(numbers: Sequence[Decimal | None]) -> Decimal | None:
    """The numbers of several units together; None where one of them is missing."""
    present = [number for number in numbers if number is not None]
    return sum(present, Decimal(0)) if len(present) == len(numbers) else None


def figure_inputs(
    address: ReportAddress, references: ReferenceFigures, indicator: Indicator, figure: Figure | None
) -> tuple[FigureInput, ...]:
    """The numbers of one indicator in the unit's report, as stored in the figure; none of one in words."""
    plan_data, report_data = references.plan_data, references.report_data
    unit, period = address.unit.pk, address.period
    final = period.is_final
    parts, states = plan_data.parts.get(indicator.pk, {}), tuple(indicator.states)
    before = parts_before(address.view, plan_data, report_data, indicator, unit, period)
    last_year = FigureBenchmarks(references, indicator, unit).last_year
    if indicator.has_text:
        return ()
    if not parts:  # a list of decisions; its count stands for a part
        value = figure.numerator if figure else None
        before_text = input_text(before.get(PartRole.NUMERATOR))
        return (
            FigureInput(PartRole.NUMERATOR, indicator.name, indicator.unit_of_measure, "", value, before_text, None),
        )
    return tuple(
        FigureInput(
            role=role,
            label=part.label,
            unit=part.unit_of_measure,
            time_span=SPAN_LABELS[OverTime(part.over_time)].entered(is_final=final),
            value=getattr(figure, role.lower()) if figure else None,
            previous_text=value_text(before.get(role), states),
            carry_over=_latest_reading(plan_data, report_data, part, unit, period.ordinal),
            last_year_text=value_text(
                last_year.part(role.lower(), period.ordinal, to_date=part.over_time == OverTime.LAST), states
            ),
            states=states,
            may_be_nothing=part.over_time == OverTime.SUM and not (final and before.get(role)),
        )
        for role in PartRole
        if (part := parts.get(role))
    )


def _latest_reading(
    plan_data: PlanData, report_data: ReportData, part: IndicatorPart, unit: UnitId, ordinal: int
) -> Decimal | None:
    """The latest earlier reading of a part that keeps its value until the next, as far as it is known.

    Those of units merged into this one since its own are added: its own reading after a merger covers theirs.
    """
    if part.over_time != OverTime.LAST:
        return None
    own = {
        at: getattr(figure, part.role.lower())
        for (pk, who, at), figure in report_data.figures.items()
        if pk == part.indicator_id and who == unit and at < ordinal
    }
    latest = part_to_date(OverTime.LAST, own, ordinal - 1, plan_data.rhythm.final)
    since = latest.source if latest else 0
    mergers = plan_data.mergers
    merged_units = [old for old in plan_data.plan_mergers.predecessors(unit) if since < mergers[old].ordinal <= ordinal]
    others = [old for old in merged_units if _had_obligation(plan_data, part.indicator_id, old, ordinal)]
    if not others:
        return latest.value if latest else None
    numbers = [_latest_reading(plan_data, report_data, part, old, mergers[old].ordinal) for old in others]
    had_obligation = _had_obligation(plan_data, part.indicator_id, unit, mergers[others[0]].ordinal)
    return _complete_sum([*([latest.value if latest else None] if latest or had_obligation else []), *numbers])


def _had_obligation(plan_data: PlanData, indicator: int, unit: UnitId, ordinal: int) -> bool:
    """True where the unit itself had to report the indicator in any period before this one."""
    lineage = plan_data.plan_mergers
    return any(unit in _reporting_units(plan_data, indicator, lineage.group(unit, at), at) for at in range(1, ordinal))
