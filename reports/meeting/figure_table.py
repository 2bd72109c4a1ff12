"""“Số liệu”: one row for each figure, for filters and pivot tables."""

from collections.abc import Callable
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text, plain
from reports.enums import STATE_LABELS, ReportState
from reports.excel.table import NOTHING, Column, Entry, Kind, day, words
from reports.progress.figure_rows import FigureLine
from targets.enums import Measure, PartRole
from targets.models import Indicator, IndicatorPart
from targets.selectors import Structure

SHEET = "Số liệu"
NOT_APPLICABLE = "Không áp dụng"


def columns(promised: Structure) -> tuple[Column[FigureLine], ...]:
    """Of the figures of a plan; what is the same for all figures of an indicator is put into words once."""
    periods = {ordinal: words(name) for ordinal, name in promised.period_names.items()}

    def of_indicator(read: Callable[[Indicator], str]) -> Callable[[FigureLine], Entry]:
        entries = {pk: words(read(indicator)) for pk, indicator in promised.indicators.items()}
        return lambda line: entries[line.indicator]

    def part(role: PartRole) -> Callable[[FigureLine], Entry]:
        return of_indicator(lambda one: _label(one, promised.parts.get(one.pk, {}).get(role), role))

    return (
        Column("period", "Kỳ", 9, lambda line: periods[line.ordinal], Kind.CENTRED),
        Column("unit_code", "Mã đơn vị", 10, lambda line: words(line.unit_code), Kind.CENTRED),
        Column("unit", "Đơn vị", 24, lambda line: words(line.unit_name), Kind.TEXT),
        Column("field", "Lĩnh vực", 16, of_indicator(lambda one: one.field.name), Kind.TEXT),
        Column("code", "Mã chỉ tiêu", 9, of_indicator(lambda one: one.code), Kind.CENTRED),
        Column("name", "Chỉ tiêu", 36, of_indicator(lambda one: one.name), Kind.TEXT),
        Column("unit_of_measure", "ĐVT", 12, of_indicator(lambda one: one.unit_of_measure), Kind.CENTRED),
        Column("numerator_label", "Số phải nhập", 28, part(PartRole.NUMERATOR), Kind.TEXT),
        Column("numerator", "Số liệu", 12, lambda line: amount(line.numerator)),
        Column("denominator_label", "Mẫu số là", 28, part(PartRole.DENOMINATOR), Kind.TEXT),
        Column("denominator", "Mẫu số", 12, lambda line: amount(line.denominator)),
        Column("situation", "Tình trạng", 13, _situation, Kind.CENTRED),
        Column("estimate", "Ước cả năm", 12, lambda line: amount(line.estimate)),
        Column("as_of", "Số liệu đến ngày", 12, lambda line: day(line.as_of), Kind.CENTRED),
        Column("source", "Nguồn", 30, lambda line: words(line.source), Kind.TEXT),
        Column("note", "Ghi chú", 30, lambda line: words(line.note), Kind.TEXT),
        Column("state", "Trạng thái báo cáo", 12, _state, Kind.CENTRED),
        Column("revision", "Lần", 6, lambda line: amount(line.revision), Kind.CENTRED),
    )


def amount(value: Decimal | int | None) -> Entry:
    """As it is stored, to the last digit."""
    if value is None:
        return NOTHING
    stored = Decimal(value)
    return Entry(Decimal(plain(stored)), input_text(stored))


def _label(indicator: Indicator, part: IndicatorPart | None, role: PartRole) -> str:
    """“Dân số trung bình (người)”; what counts decisions is its own part."""
    if part:
        return f"{part.label} ({part.unit_of_measure})"
    counts = role == PartRole.NUMERATOR and indicator.measure == Measure.RECOGNITION
    return f"{indicator.name} ({indicator.unit_of_measure})" if counts else ""


def _situation(line: FigureLine) -> Entry:
    return words(NOT_APPLICABLE) if line.not_applicable else NOTHING


def _state(line: FigureLine) -> Entry:
    return words(STATE_LABELS[ReportState(line.state)])
