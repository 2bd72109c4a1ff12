"""The checks of a figure's values before they are stored."""

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise, normalise_line
from reports.models import Figure
from reports.selectors.report_contents.decisions import recognition_count
from reports.services.figure_values import FigureValues
from targets.models import Indicator, Period


def figure_validate(values: FigureValues, indicator: Indicator, period: Period, figure: Figure | None) -> FigureValues:
    """Checks the values and returns them as they will be stored; the cut-off date defaults to the period's.

    Raises: InvalidInput.
    """
    errors = {}
    has_number = values.numerator is not None or values.denominator is not None
    note = normalise(values.note)
    if values.not_applicable and has_number:
        errors["not_applicable"] = _unwanted_numbers(values, indicator)
    if values.not_applicable and not note:
        errors["note"] = "“Không áp dụng” phải ghi chú lý do."
    if values.denominator is not None and not indicator.has_denominator:
        errors["denominator"] = "Chỉ tiêu này không có mẫu số."
    if indicator.counts_recognitions and (sentence := _count_mismatch(values, period, figure)):
        errors["numerator"] = sentence
    if indicator.is_composite:
        errors["numerator"] = "Chỉ tiêu gộp không nhập số; hãy nhập các chỉ tiêu con."
    if values.as_of and values.as_of > clock.today():
        errors["as_of"] = "Ngày số liệu không thể sau hôm nay."
    if errors:
        raise InvalidInput(errors)
    as_of = values.as_of or (min(period.ends_on, clock.today()) if has_number else None)
    return FigureValues(
        numerator=values.numerator,
        denominator=values.denominator,
        not_applicable=values.not_applicable,
        full_year_estimate=values.full_year_estimate,
        as_of=as_of if has_number else values.as_of,
        source=normalise_line(values.source),
        note=note,
    )


def _count_mismatch(values: FigureValues, period: Period, figure: Figure | None) -> str:
    """Returns why the number contradicts the list of decisions, empty when it does not; without a list it may be 0."""
    items = list(figure.recognitions.all()) if figure else []
    if items and values.numerator != recognition_count(items, period.plan.year):
        return "Đã có quyết định công nhận trong danh sách; hãy sửa danh sách thay vì sửa số."
    if not items and values.numerator:
        return "Số được công nhận tính theo danh sách quyết định; hãy ghi từng quyết định."
    return ""


def _unwanted_numbers(values: FigureValues, indicator: Indicator) -> str:
    """Writes why a figure that does not apply has no numbers; it names those that were typed, none is dropped."""
    if indicator.counts_recognitions:
        return (
            "“Không áp dụng” thì không có kết quả: rút các quyết định, bỏ chọn “Không phát sinh”, hoặc bỏ chọn ô này."
        )
    numbers = " và ".join(input_text(value) for value in (values.numerator, values.denominator) if value is not None)
    return f"Đang có số liệu {numbers}: “không áp dụng” thì xóa số liệu, có số liệu thì bỏ chọn ô này."
