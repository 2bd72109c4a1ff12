"""“Số liệu”: one row for each figure, for filters and pivot tables."""

from collections.abc import Callable
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text, plain_number
from chodon_thidua.lib.state_names import value_text
from reports.enums import STATE_LABELS, ReportState
from reports.excel.cell_values import NOTHING, CellValue, day_value, text_value
from reports.excel.table import ColumnKind, TableColumn
from reports.progress.figure_rows import FigureLine
from targets.enums import PartRole
from targets.models import Indicator, IndicatorPart
from targets.selectors import PlanData

SHEET = "Số liệu"
NOT_APPLICABLE = "Không áp dụng"
ON_BEHALF = "Nhập thay"


def figure_columns(plan_data: PlanData) -> tuple[TableColumn[FigureLine], ...]:
    """The columns of a plan's figures; the texts of an indicator are made once for all its figures."""
    periods = {ordinal: text_value(name) for ordinal, name in plan_data.period_names.items()}

    def of_indicator(read: Callable[[Indicator], str]) -> Callable[[FigureLine], CellValue]:
        entries = {pk: text_value(read(indicator)) for pk, indicator in plan_data.indicators.items()}
        return lambda line: entries[line.indicator]

    def part(role: PartRole) -> Callable[[FigureLine], CellValue]:
        return of_indicator(lambda indicator: _label(indicator, plan_data.parts.get(indicator.pk, {}).get(role), role))

    def numerator(line: FigureLine) -> CellValue:
        indicator = plan_data.indicators[line.indicator]
        if indicator.is_in_words:
            return text_value(line.words or value_text(line.numerator, indicator.states))
        return stored_number(line.numerator)

    return (
        TableColumn("period", "Kỳ", 9, lambda line: periods[line.ordinal], ColumnKind.CENTRED),
        TableColumn("unit_code", "Mã đơn vị", 10, lambda line: text_value(line.unit_code), ColumnKind.CENTRED),
        TableColumn("unit", "Đơn vị", 24, lambda line: text_value(line.unit_name), ColumnKind.TEXT),
        TableColumn("field", "Lĩnh vực", 16, of_indicator(lambda indicator: indicator.field.name), ColumnKind.TEXT),
        TableColumn("code", "Mã chỉ tiêu", 9, of_indicator(lambda indicator: indicator.code), ColumnKind.CENTRED),
        TableColumn("name", "Chỉ tiêu", 36, of_indicator(lambda indicator: indicator.name), ColumnKind.TEXT),
        TableColumn(
            "unit_of_measure", "ĐVT", 12, of_indicator(lambda indicator: indicator.unit_of_measure), ColumnKind.CENTRED
        ),
        TableColumn("numerator_label", "Số phải nhập", 28, part(PartRole.NUMERATOR), ColumnKind.TEXT),
        TableColumn("numerator", "Số liệu", 12, numerator),
        TableColumn("denominator_label", "Mẫu số là", 28, part(PartRole.DENOMINATOR), ColumnKind.TEXT),
        TableColumn("denominator", "Mẫu số", 12, lambda line: stored_number(line.denominator)),
        TableColumn("situation", "Tình trạng", 13, _situation, ColumnKind.CENTRED),
        TableColumn("estimate", "Ước cả năm", 12, lambda line: stored_number(line.estimate)),
        TableColumn("as_of", "Số liệu đến ngày", 12, lambda line: day_value(line.as_of), ColumnKind.CENTRED),
        TableColumn("source", "Nguồn", 30, lambda line: text_value(line.source), ColumnKind.TEXT),
        TableColumn("note", "Ghi chú", 30, lambda line: text_value(line.note), ColumnKind.TEXT),
        TableColumn("state", "Trạng thái báo cáo", 12, _state, ColumnKind.CENTRED),
        TableColumn("on_behalf", "Nhập thay", 9, _on_behalf, ColumnKind.CENTRED),
        TableColumn("revision", "Lần", 6, lambda line: stored_number(line.revision), ColumnKind.CENTRED),
    )


def stored_number(value: Decimal | int | None) -> CellValue:
    """Returns the number as it is stored, to the last digit."""
    if value is None:
        return NOTHING
    exact_value = Decimal(value)
    return CellValue(Decimal(plain_number(exact_value)), input_text(exact_value))


def _label(indicator: Indicator, part: IndicatorPart | None, role: PartRole) -> str:
    """Returns name and unit of a number, “Dân số trung bình (người)”; of a count of decisions the indicator's."""
    if part and indicator.has_states:
        return part.label
    if part:
        return f"{part.label} ({part.unit_of_measure})"
    is_decision_count = role == PartRole.NUMERATOR and indicator.counts_recognitions
    return f"{indicator.name} ({indicator.unit_of_measure})" if is_decision_count else ""


def _situation(line: FigureLine) -> CellValue:
    return text_value(NOT_APPLICABLE) if line.not_applicable else NOTHING


def _on_behalf(line: FigureLine) -> CellValue:
    return text_value(ON_BEHALF) if line.on_behalf else NOTHING


def _state(line: FigureLine) -> CellValue:
    return text_value(STATE_LABELS[ReportState(line.state)])
