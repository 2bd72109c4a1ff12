"""Builds the rows of a report for its reviewer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from chodon_thidua.lib.state_names import value_text
from reports.models import Figure
from reports.progress.assessment_text import result_cells
from reports.progress.figure_inputs import parts_before
from reports.progress.texts.remarks import remark_sentences
from reports.progress.units.unit_assessment import assess_indicator
from reports.review.review_row import ReviewPart, ReviewRow
from reports.selectors.report_contents.field_changes import FieldChange
from reports.selectors.report_contents.indicator_answer import IndicatorAnswer
from reports.selectors.report_contents.report_address import ReportAddress
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.types import UnitId
from targets.enums import PartRole
from targets.models import Indicator
from targets.selectors import PlanData


def review_row(
    address: ReportAddress,
    plan_data: PlanData,
    report_data: ReportData,
    answer: IndicatorAnswer,
    changes_by_code: Mapping[str, list[FieldChange]],
    flagged_names: Collection[str],
) -> ReviewRow:
    indicator, figure = answer.indicator, answer.figure
    indicator.parent = plan_data.indicators.get(indicator.parent_id or 0)
    unit, period = address.unit.pk, address.period
    assessment = assess_indicator(plan_data, report_data, indicator, unit, period)
    before = parts_before(address.view, plan_data, report_data, indicator, unit, period)
    names = {**plan_data.unit_names, unit: address.unit.short_name}
    return ReviewRow(
        answer=answer,
        parts=(
            _words(report_data, indicator, figure, unit, period.ordinal)
            if indicator.has_text
            else _review_parts(plan_data, indicator, figure, before)
        ),
        decisions=tuple(report_data.items.get(figure.pk, ())) if figure else (),
        assessment=assessment,
        cells=result_cells(assessment),
        remarks=tuple(remark_sentences(assessment, names, address.view.period_names, pending=True)),
        changes=tuple(changes_by_code.get(indicator.code, ())),
        is_flagged=indicator.name in flagged_names,
    )


def warnings_first(rows: Iterable[ReviewRow]) -> list[ReviewRow]:
    """Returns the rows with warnings first, unexplained ones before explained ones, else in the plan's order."""
    ordered = sorted(rows, key=lambda row: row.urgency)
    return [replace(row, warning_place=place if row.warnings else 0) for place, row in enumerate(ordered, 1)]


def _words(
    report_data: ReportData, indicator: Indicator, figure: Figure | None, unit: UnitId, ordinal: int
) -> tuple[ReviewPart, ...]:
    before = report_data.figures.get((indicator.pk, unit, ordinal - 1))
    return (ReviewPart("", "", figure.text_value if figure else "", before.text_value if before else ""),)


def _review_parts(
    plan_data: PlanData, indicator: Indicator, figure: Figure | None, before: Mapping[PartRole, Decimal | None]
) -> tuple[ReviewPart, ...]:
    parts = plan_data.parts.get(indicator.pk, {})
    # A list of decisions may have no part of its own; its count is entered nevertheless.
    roles = [role for role in PartRole if role in parts] or [PartRole.NUMERATOR]

    def unit_of(role: PartRole) -> str:
        if indicator.is_in_words:
            return ""
        return parts[role].unit_of_measure if role in parts else indicator.unit_of_measure

    return tuple(
        ReviewPart(
            label=parts[role].label if indicator.has_denominator else "",
            unit=unit_of(role),
            value=value_text(getattr(figure, role.lower()), indicator.states) if figure else "",
            previous_value=value_text(before.get(role), indicator.states),
        )
        for role in roles
    )
