"""Acts of the entry page on a whole report: sending it, and filling a year from its quarters."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from chodon_thidua.lib.refusals import Refusal
from reports.enums import ReportState
from reports.models import Figure, Report
from reports.progress.figure_inputs import quarters_to_date
from reports.selectors.counted_figures import read_figures
from reports.selectors.obligations import is_complete
from reports.services.figures import FigureValues, figure_save, figure_values, report_for_entry
from reports.services.transitions import report_submit
from targets.calculation.types import UnitContribution
from targets.enums import FINAL_ORDINAL
from targets.models import Indicator, Period
from targets.selectors import PlanView, read_plan_data
from units.models import Unit, User

QUARTERS_SOURCE = "Giữ số bốn quý"


@transaction.atomic
def report_send(*, unit: Unit, period: Period, actor: User, seen_version: int, incomplete_reason: str = "") -> Report:
    """Submits the unit's newest report of the period; where nothing was entered yet it is made first.

    Raises: as `report_submit`.
    """
    report = Report.objects.filter(unit=unit, period=period).order_by("-revision").first()
    report = report or report_for_entry(unit=unit, period=period, actor=actor)
    return report_submit(report=report, actor=actor, seen_version=seen_version, incomplete_reason=incomplete_reason)


@transaction.atomic
def quarters_keep(*, view: PlanView, unit: Unit, period: Period, actor: User) -> list[Figure]:
    """Fills what is still open in the whole year's report with the unit's totals of its four quarters.

    Shape: the figures that were filled; a figure whose quarters are incomplete stays open.
    Raises: Refusal in a quarter; Refusal, StateRefusal as for figures.
    """
    if period.ordinal != FINAL_ORDINAL:
        raise Refusal("Chỉ báo cáo cả năm mới giữ số của bốn quý.")
    report = report_for_entry(unit=unit, period=period, actor=actor)
    plan_data = read_plan_data(view, [unit.pk])
    report_data = read_figures(plan_data, [unit.pk], states=frozenset(ReportState))
    figures_by_indicator = {figure.indicator_id: figure for figure in report.figures.select_related("indicator")}
    saved_figures = []
    for indicator in plan_data.indicators.values():
        figure = figures_by_indicator.get(indicator.pk)
        quarters = quarters_to_date(view, plan_data, report_data, indicator, unit.pk)
        has_obligation = plan_data.reporting_units(indicator.pk, [unit.pk], FINAL_ORDINAL)
        if not has_obligation or quarters is None or (figure and is_complete(figure)):
            continue
        values = _fill_open_parts(indicator, figure_values(figure), quarters)
        version = figure.version if figure else 0
        saved_figures.append(
            figure_save(unit=unit, period=period, indicator=indicator, actor=actor, values=values, seen_version=version)
        )
    return saved_figures


def _fill_open_parts(indicator: Indicator, values: FigureValues, quarters: UnitContribution) -> FigureValues:
    """Returns the values with open parts filled from the quarters; decisions are not added, for theirs still count."""
    if indicator.counts_recognitions:
        return replace(values, numerator=Decimal(0), source=values.source or QUARTERS_SOURCE)
    return replace(
        values,
        numerator=quarters.numerator if values.numerator is None else values.numerator,
        denominator=quarters.denominator if values.denominator is None else values.denominator,
        source=values.source or QUARTERS_SOURCE,
    )
