"""The checks of a figure's values before they are stored."""

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import format_number, input_text
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.state_names import StateNameError, is_state, value_text
from chodon_thidua.lib.text import normalise, normalise_line
from reports.models import LONGEST_WORDS, Figure
from reports.selectors.report_contents.decisions import recognition_count
from reports.services.figure_values import FigureValues
from targets.models import Indicator, Period


def figure_validate(values: FigureValues, indicator: Indicator, period: Period, figure: Figure | None) -> FigureValues:
    """Checks the values and returns them as they will be stored; the cut-off date defaults to the period's.

    Raises: InvalidInput.
    """
    errors = {}
    words, note = normalise(values.text_value), normalise(values.note)
    has_content = values.numerator is not None or values.denominator is not None or bool(words)
    if values.not_applicable and has_content:
        errors["not_applicable"] = _unwanted_numbers(values, indicator)
    if values.not_applicable and not note:
        errors["note"] = "“Không áp dụng” phải ghi chú lý do."
    if values.denominator is not None and not indicator.has_denominator:
        errors["denominator"] = "Chỉ tiêu này không có mẫu số."
    if indicator.counts_recognitions and (sentence := _count_mismatch(values, period, figure)):
        errors["numerator"] = sentence
    if sentence := _state_fault(values, indicator):
        errors["numerator"] = sentence
    errors |= _word_faults(values, words, indicator)
    if values.full_year_estimate is not None and indicator.is_in_words:
        errors["full_year_estimate"] = "Chỉ tiêu bằng lời, theo trạng thái không có ước cả năm."
    if indicator.is_composite:
        errors["numerator"] = "Chỉ tiêu gộp không nhập số; hãy nhập các chỉ tiêu con."
    if values.as_of and values.as_of > clock.today():
        errors["as_of"] = "Ngày số liệu không thể sau hôm nay."
    if errors:
        raise InvalidInput(errors)
    as_of = values.as_of or (min(period.ends_on, clock.today()) if has_content else None)
    return FigureValues(
        numerator=values.numerator,
        denominator=values.denominator,
        not_applicable=values.not_applicable,
        full_year_estimate=values.full_year_estimate,
        as_of=as_of if has_content else values.as_of,
        source=normalise_line(values.source),
        note=note,
        text_value=words,
    )


def _word_faults(values: FigureValues, words: str, indicator: Indicator) -> dict[str, str]:
    """Returns what is wrong where words were given for a number, a number for words, or too many words."""
    if not indicator.has_text:
        return {"text_value": "Chỉ tiêu này báo cáo bằng số, không báo cáo bằng lời."} if words else {}
    if values.numerator is not None:
        return {"numerator": "Chỉ tiêu này báo cáo bằng lời, không có số."}
    if len(words) > LONGEST_WORDS:
        return {"text_value": f"Nội dung dài {format_number(len(words))} ký tự; tối đa {format_number(LONGEST_WORDS)}."}
    return {}


def _state_fault(values: FigureValues, indicator: Indicator) -> str:
    """Returns why the number is not that of a state; empty where it is, or where the indicator has none."""
    if not indicator.has_states or values.numerator is None or is_state(indicator.states, values.numerator):
        return ""
    return str(StateNameError(input_text(values.numerator), indicator.states))


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
    if indicator.has_text:
        return "Đang có nội dung báo cáo: “không áp dụng” thì xóa nội dung, có nội dung thì bỏ chọn ô này."
    numbers = " và ".join(
        value_text(value, indicator.states) for value in (values.numerator, values.denominator) if value is not None
    )
    return f"Đang có số liệu {numbers}: “không áp dụng” thì xóa số liệu, có số liệu thì bỏ chọn ô này."
