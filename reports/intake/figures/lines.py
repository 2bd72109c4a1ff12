"""Everything that units are asked for in a period, as workbooks to fill in hold it: one unit, or all of them."""

from django.db.models import prefetch_related_objects

from reports.enums import ReportState
from reports.intake.figures.closing_reasons import closing_reasons
from reports.intake.figures.entry_sheet import EntrySheet
from reports.intake.figures.template_line import TemplateLine
from reports.selectors.counted_figures import read_figures
from targets.models import Indicator, Period
from targets.selectors import PlanView, read_plan_data
from units.enums import Role
from units.models import Unit, User


def entry_sheet(view: PlanView, period: Period, units: list[Unit], scope: Unit | None = None) -> EntrySheet:
    """Builds the sheet of the units: first what is due, then the rest, each in the plan's order; drafts count.

    Queries: 12, whatever the number of units, indicators and figures; 1 more when the period is locked.
    """
    by_id = {unit.pk: unit for unit in units if period.has(unit)}
    plan_data = read_plan_data(view, by_id)
    report_data = read_figures(plan_data, by_id, states=frozenset(ReportState))
    sheet = EntrySheet(view, period, scope, by_id, plan_data, report_data)
    sheet.closing_reasons = closing_reasons(sheet)
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
