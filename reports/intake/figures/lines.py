"""Everything that units are asked for in a period, as workbooks to fill in hold it: one unit, or all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import prefetch_related_objects

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import StateRefusal
from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportAction, ReportState
from reports.models import Figure, Recognition, Report
from reports.policies import state_sentence
from reports.progress.figure_inputs import parts_before, parts_last_year
from reports.selectors.counted_figures import ReportData, read_figures
from reports.selectors.last_year import last_year_of_unit
from reports.workflow import next_state
from targets.calculation.types import FigureReading, UnitId
from targets.enums import FINAL_ORDINAL, OverTime, PartRole, PeriodState
from targets.models import Indicator, IndicatorPart, Period, PeriodException
from targets.policies import check_period_open
from targets.selectors import PlanData, PlanView, read_plan_data
from units.enums import Role
from units.models import Unit, User


@dataclass(slots=True)
class TemplateLine:
    """One indicator of one unit.

    Shape: `parts` by role, none for a list of decisions; `same_period` is last year's value to date.
    """

    unit: Unit
    indicator: Indicator
    figure: Figure | None
    due: bool
    parts: dict[PartRole, IndicatorPart]
    decisions: tuple[Recognition, ...] = ()

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0

    @property
    def is_recognition(self) -> bool:
        return self.indicator.counts_recognitions

    @property
    def is_ratio(self) -> bool:
        return self.indicator.has_denominator

    @property
    def sums(self) -> list[str]:
        """The fields that hold what happened in the period; 0 when nothing did."""
        if self.is_recognition:
            return ["numerator"]
        return [role.lower() for role, part in self.parts.items() if part.over_time == OverTime.SUM]

    def unit_of(self, field: str) -> str:
        """The unit of measure of one of the figure's numbers."""
        part = next((part for role, part in self.parts.items() if role.lower() == field), None)
        return part.unit_of_measure if part else self.indicator.unit_of_measure

    @property
    def name(self) -> str:
        """The name with the composite before it, as on the page."""
        parent = self.indicator.parent
        return f"{parent.name}: {self.indicator.name}" if parent else self.indicator.name


@dataclass(slots=True)
class EntrySheet:
    """Everything that units are asked for in a period.

    Shape: `scope` is the one unit, None for all; `closing_reasons` tell, by unit id, why a report takes no changes.
    """

    view: PlanView
    period: Period
    scope: Unit | None
    units: dict[UnitId, Unit]
    plan_data: PlanData
    report_data: ReportData
    closing_reasons: dict[UnitId, str] = field(default_factory=dict)
    lines: list[TemplateLine] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The name of the one unit in addresses about the period; empty for all."""
        return self.scope.address_on(self.period.ends_on) if self.scope else ""

    @property
    def is_final(self) -> bool:
        """Tells whether the period is the whole year."""
        return self.period.ordinal == FINAL_ORDINAL

    @property
    def reporting(self) -> list[Unit]:
        """The units that are asked for anything, in the order of the lines."""
        return list({line.unit.pk: line.unit for line in self.lines}.values())

    def state_label(self, unit: Unit) -> str:
        report = self.report_data.latest.get((unit.pk, self.period.ordinal))
        return STATE_LABELS[ReportState(report.state)] if report else NOT_STARTED_LABEL


def entry_sheet(view: PlanView, period: Period, units: list[Unit], scope: Unit | None = None) -> EntrySheet:
    """Builds the sheet of the units: first what is due, then the rest, each in the plan's order; drafts count.

    Queries: 12, whatever the number of units, indicators and figures; 1 more when the period is locked.
    """
    by_id = {unit.pk: unit for unit in units if period.has(unit)}
    plan_data = read_plan_data(view, by_id)
    report_data = read_figures(plan_data, by_id, states=frozenset(ReportState))
    sheet = EntrySheet(view, period, scope, by_id, plan_data, report_data)
    sheet.closing_reasons = _closing_reasons(sheet)
    units_by_indicator = [
        (indicator, set(plan_data.reporting_units(pk, by_id, period.ordinal)))
        for pk, indicator in plan_data.indicators.items()
        if not indicator.is_composite
    ]
    units_by_indicator.sort(key=lambda pair: period.ordinal not in pair[0].due)
    sheet.lines = [
        _template_line(sheet, unit, indicator)
        for unit in by_id.values()
        for indicator, who in units_by_indicator
        if unit.pk in who
    ]
    prefetch_related_objects(
        [line.figure for line in sheet.lines if line.figure and line.is_recognition], "recognitions"
    )
    return sheet


def units_to_enter(user: User) -> list[Unit]:
    """The units for which the person may send one file of all: those administered, and those of a reporter.

    Queries: the memberships; 1 for an administrator.
    """
    roles = [(Role(membership.role), membership.unit) for membership in user.current_memberships]
    units_by_id = {unit.pk: unit for role, unit in roles if role == Role.REPORTER}
    if administered_ids := [unit.pk for role, unit in roles if role == Role.ADMINISTRATOR]:
        units_by_id |= {unit.pk: unit for unit in Unit.objects.below(administered_ids).order_by()}
    return sorted(units_by_id.values(), key=lambda unit: (unit.sort_key, unit.pk))


class EarlierFigures:
    """The figures that units of a sheet reported before; a line sees its own unit and those merged into it only."""

    def __init__(self, sheet: EntrySheet) -> None:
        self.sheet = sheet
        self._readings = self._group_readings(sheet.report_data.readings)
        self._last_year = self._group_readings(sheet.report_data.last_year)
        self._counted: dict[UnitId, dict[tuple[UnitId, int], Report]] = defaultdict(dict)
        for (unit, ordinal), report in sheet.report_data.counting_reports.items():
            self._counted[self._acting(unit)][unit, ordinal] = report

    def parts(self, line: TemplateLine) -> dict[PartRole, Decimal | None]:
        """The parts of the quarter before; for the whole year those of the four quarters."""
        sheet = self.sheet
        return parts_before(
            sheet.view, sheet.plan_data, self._unit_report_data(line), line.indicator, line.unit.pk, sheet.period
        )

    def same_period(self, line: TemplateLine) -> dict[PartRole, Decimal | None]:
        """Last year to date under the same definition, in the units of what is entered; of a ratio its parts.

        A ratio of which only the rate is known has nothing here: a percentage cannot be compared with tons.
        """
        if line.is_ratio:
            sheet = self.sheet
            return parts_last_year(
                sheet.plan_data, self._unit_report_data(line), line.indicator, line.unit.pk, sheet.period
            )
        return {PartRole.NUMERATOR: self._amount(line)}

    def _amount(self, line: TemplateLine) -> Decimal | None:
        ordinal, unit = self.sheet.period.ordinal, line.unit.pk
        prior = last_year_of_unit(self.sheet.plan_data, line.indicator, unit, self._unit_report_data(line), ordinal)
        spec = self.sheet.plan_data.specs[line.indicator.pk]
        return prior.amount(spec) if prior and prior.label == spec.definition_label else None

    def _unit_report_data(self, line: TemplateLine) -> ReportData:
        pk, unit = line.indicator.pk, line.unit.pk
        return replace(
            self.sheet.report_data,
            readings={pk: self._readings.get((pk, unit), [])},
            last_year={pk: self._last_year.get((pk, unit), [])},
            counting_reports=self._counted[unit],
        )

    def _group_readings(
        self, readings: Mapping[int, Sequence[FigureReading]]
    ) -> dict[tuple[int, UnitId], list[FigureReading]]:
        groups: dict[tuple[int, UnitId], list[FigureReading]] = defaultdict(list)
        for pk, indicator_readings in readings.items():
            for reading in indicator_readings:
                groups[pk, self._acting(reading.unit)].append(reading)
        return groups

    def _acting(self, unit: UnitId) -> UnitId:
        return self.sheet.plan_data.acting(unit, self.sheet.period.ordinal)


def _template_line(sheet: EntrySheet, unit: Unit, indicator: Indicator) -> TemplateLine:
    figure = sheet.report_data.figures.get((indicator.pk, unit.pk, sheet.period.ordinal))
    if figure:
        figure.indicator = indicator
    indicator.parent = sheet.plan_data.indicators.get(indicator.parent_id or 0)
    return TemplateLine(
        unit=unit,
        indicator=indicator,
        figure=figure,
        due=sheet.period.ordinal in indicator.due,
        parts=sheet.plan_data.parts.get(indicator.pk, {}),
        decisions=tuple(sheet.report_data.items.get(figure.pk, ())) if figure else (),
    )


def _closing_reasons(sheet: EntrySheet) -> dict[UnitId, str]:
    """Returns the sentences about closed reports: who sent, approved or locked it, and who can open it again."""
    period = sheet.period
    reports = {unit: sheet.report_data.latest.get((unit, period.ordinal)) for unit in sheet.units}
    closed_reports = {
        unit: report for unit, report in reports.items() if report and not next_state(report.state, ReportAction.CHANGE)
    }
    prefetch_related_objects(list(closed_reports.values()), "submitted_by", "reviewed_by")
    sentences = {unit: state_sentence(report) for unit, report in closed_reports.items()}
    if period.state == PeriodState.OPEN:
        return sentences
    open_to = PeriodException.objects.in_force(clock.today()).filter(period=period, unit__in=sheet.units)
    exempt_ids = set(open_to.values_list("unit_id", flat=True)) if period.state == PeriodState.LOCKED else set()
    rest = [unit for pk, unit in sheet.units.items() if pk not in exempt_ids]
    if rest:
        try:
            check_period_open(period, rest[0], clock.today())
        except StateRefusal as refusal:
            sentences = {unit.pk: str(refusal) for unit in rest} | sentences
    return sentences
