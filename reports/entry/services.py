"""Acts of the entry page on a whole report: sending it, and filling a year from its periods."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from chodon_thidua.lib.refusals import Refusal
from reports.enums import ReportState
from reports.models import Figure, Report
from reports.progress.figure_inputs import year_to_date
from reports.selectors.counted_figures import read_figures
from reports.selectors.obligations import is_complete
from reports.services.figure_values import FigureValues, figure_values
from reports.services.figures import figure_save
from reports.services.open_reports import report_for_entry
from reports.services.transitions import report_submit
from targets.calculation.types import UnitContribution
from targets.models import Indicator, Period
from targets.rhythm import Rhythm
from targets.selectors import PlanView, read_plan_data
from units.models import Unit, User


@transaction.atomic
def report_send(*, unit: Unit, period: Period, actor: User, seen_version: int, incomplete_reason: str = "") -> Report:
    """Submits the unit's newest report of the period; where nothing was entered yet it is made first.

    Raises: as `report_submit`.
    """
    report = Report.objects.filter(unit=unit, period=period).order_by("-revision").first()
    report = report or report_for_entry(unit=unit, period=period, actor=actor)
    return report_submit(report=report, actor=actor, seen_version=seen_version, incomplete_reason=incomplete_reason)


@transaction.atomic
def year_fill(*, view: PlanView, unit: Unit, period: Period, actor: User) -> list[Figure]:
    """Fills what is still open in the whole year's report with the unit's totals of its regular periods.

    Shape: the figures that were filled; a figure whose periods are incomplete stays open.
    Raises: Refusal in any other report; Refusal, StateRefusal as for figures.
    """
    if not period.is_final:
        raise Refusal(f"Chỉ báo cáo cả năm mới giữ số của {period.plan.rhythm.all_periods}.")
    report = report_for_entry(unit=unit, period=period, actor=actor)
    plan_data = read_plan_data(view, [unit.pk])
    report_data = read_figures(plan_data, [unit.pk], states=frozenset(ReportState))
    figures_by_indicator = {figure.indicator_id: figure for figure in report.figures.select_related("indicator")}
    saved_figures = []
    for indicator in plan_data.indicators.values():
        figure = figures_by_indicator.get(indicator.pk)
        to_date = year_to_date(view, plan_data, report_data, indicator, unit.pk)
        has_obligation = plan_data.reporting_units(indicator.pk, [unit.pk], period.ordinal)
        if not has_obligation or to_date is None or (figure and is_complete(figure)):
            continue
        values = _fill_open_parts(indicator, figure_values(figure), to_date, fill_source(view.rhythm))
        version = figure.version if figure else 0
        saved_figures.append(
            figure_save(unit=unit, period=period, indicator=indicator, actor=actor, values=values, seen_version=version)
        )
    return saved_figures


def fill_source(rhythm: Rhythm) -> str:
    """“Giữ số bốn quý”."""
    return f"Giữ số {rhythm.all_periods}"


def _fill_open_parts(
    indicator: Indicator, values: FigureValues, to_date: UnitContribution, source: str
) -> FigureValues:
    """Returns the values with open parts filled from the year to date; decisions are not added: theirs still count."""
    if indicator.counts_recognitions:
        return replace(values, numerator=Decimal(0), source=values.source or source)
    return replace(
        values,
        numerator=to_date.numerator if values.numerator is None else values.numerator,
        denominator=to_date.denominator if values.denominator is None else values.denominator,
        source=values.source or source,
    )
