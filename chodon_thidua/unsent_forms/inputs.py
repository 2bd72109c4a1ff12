"""The inputs of an unsent form: what was typed comes back to be corrected, what was chosen to be read.

Everything else, such as versions, goes along as it was, unseen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from units.audit_labels import VALUES
from units.models import Unit

FIELD_LABELS = {
    "numerator": "số liệu",
    "denominator": "mẫu số",
    "value": "giá trị",
    "full_year_estimate": "ước cả năm",
    "as_of": "số liệu đến ngày",
    "source": "nguồn",
    "note": "giải trình",
    "remarks": "nhận xét",
    "incomplete_reason": "lý do gửi thiếu",
    "reason": "lý do",
    "comment": "nhận xét",
    "name": "người liên hệ",
    "full_name": "họ và tên",
    "username": "tên đăng nhập",
    "email": "thư điện tử",
    "post": "chức vụ",
    "phone": "điện thoại",
    "valid_from": "từ ngày",
    "valid_to": "đến hết ngày",
    "starts_on": "từ ngày",
    "ends_on": "số liệu đến ngày",
    "due_on": "hạn gửi",
    "until": "mở đến hết ngày",
    "label": "chuẩn áp dụng",
    "meeting_name": "tên cuộc họp",
    "meeting_on": "ngày họp",
    "subject_text": "đơn vị được công nhận",
    "decision_number": "số quyết định",
    "decided_on": "ngày quyết định",
    "assessed_year": "năm được đánh giá",
    "text": "nội dung",
    "text_value": "nội dung",
}
# Chosen from what a page offered, so that only that page can offer another choice.
CHOICE_LABELS = {
    "nothing": "không phát sinh",
    "not_applicable": "không áp dụng",
    "reports": "nhập số liệu",
    "common_reason": "lý do chọn sẵn",
    "flagged": "số liệu được đánh dấu",
    "unit": "đơn vị",
    "subject_unit": "đơn vị được công nhận",
    "don-vi": "đơn vị",
    "role": "vai trò",
    "indicator": "chỉ tiêu",
    "kind": "loại",
    "state": "trạng thái",
    "comparator": "so sánh",
    "judgement": "đánh giá",
}
NUMBERS = {"numerator", "denominator", "value", "full_year_estimate"}
TEXTS = {"note", "remarks", "incomplete_reason", "reason", "comment", "text", "text_value"}
UNITS = {"unit", "subject_unit"}
LABELS = FIELD_LABELS | CHOICE_LABELS
COMMENT = "nhan-xet-"  # before the code of the indicator on which a reviewer comments
DAY = re.compile(r"\d{4}-\d\d-\d\d")  # as a browser's calendar sends it
ID_OR_ORDINAL = re.compile(r"\d{1,9}")
YEAR = re.compile(r"nam(\d{4})")


class InputKind(StrEnum):
    """The look of an input; a choice is only read, and what a machine wrote is not seen."""

    LINE = "LINE"
    NUMBER = "NUMBER"
    DAY = "DAY"
    TEXT = "TEXT"
    CHOICE = "CHOICE"
    MACHINE = "MACHINE"


@dataclass(frozen=True, slots=True)
class UnsentInput:
    """One value of a form. Shape: `text` is the value as people read it."""

    name: str
    value: str
    kind: InputKind
    label: str = ""
    text: str = ""

    @property
    def is_seen(self) -> bool:
        return self.kind != InputKind.MACHINE

    @property
    def is_typed(self) -> bool:
        """Tells whether a person typed it and may correct it."""
        return self.kind not in (InputKind.CHOICE, InputKind.MACHINE)


def unsent_inputs(values: Sequence[Sequence[str]], period_names: Mapping[int, str]) -> tuple[UnsentInput, ...]:
    """The values in their order, which is that of the form; `period_names` are by ordinal.

    Queries: 1 where a value or a name stands for a unit.
    """
    unit_names = _unit_names(values)
    return tuple(_unsent_input(name, value, unit_names, period_names) for name, value in values)


def _unsent_input(name: str, value: str, unit_names: Mapping[str, str], period_names: Mapping[int, str]) -> UnsentInput:
    field, prefixes = _field_of(name)
    if not value.strip() or field not in LABELS:
        return UnsentInput(name, value, InputKind.MACHINE)
    kind, prefix = _kind_of(field, value), _prefix_text(prefixes, unit_names, period_names)
    label = f"{prefix}: {LABELS[field]}" if prefix else LABELS[field]
    text = _choice_text(field, value, unit_names) if kind == InputKind.CHOICE else value
    return UnsentInput(name, value, kind, label, text)


def _field_of(name: str) -> tuple[str, list[str]]:
    """Returns the field and what stands before it: CT01 of “CT01-numerator”, unit and period of “12-1-value”."""
    if name in LABELS:
        return name, []
    if name.startswith(COMMENT):
        return "comment", [name.removeprefix(COMMENT)]
    field, _, unit = name.partition("_")
    if field in LABELS and unit.isdecimal():  # “value_12”
        return field, [unit]
    *prefixes, field = name.split("-")
    return field, prefixes


def _kind_of(field: str, value: str) -> InputKind:
    if field in CHOICE_LABELS:
        return InputKind.CHOICE
    if field in NUMBERS:
        return InputKind.NUMBER
    if field in TEXTS or "\n" in value or "\r" in value:
        return InputKind.TEXT
    return InputKind.DAY if DAY.fullmatch(value) else InputKind.LINE


def _prefix_text(prefixes: Sequence[str], unit_names: Mapping[str, str], period_names: Mapping[int, str]) -> str:
    """“CT01”; “Xã Ngọc Phái, Quý I”; “năm 2021”; nothing for a number that only a machine knows."""
    if not prefixes or not ID_OR_ORDINAL.fullmatch(prefixes[0]):
        return YEAR.sub(r"năm \1", "-".join(prefixes))
    periods = [
        period_names.get(int(ordinal), f"kỳ {ordinal}") for ordinal in prefixes[1:] if ID_OR_ORDINAL.fullmatch(ordinal)
    ]
    return ", ".join(filter(None, (unit_names.get(prefixes[0], ""), *periods)))


def _choice_text(field: str, value: str, unit_names: Mapping[str, str]) -> str:
    if field in UNITS:
        return unit_names.get(value, value)
    return "có" if value == "on" else VALUES.get("directive_kind" if field == "kind" else field, {}).get(value, value)


def _unit_names(values: Iterable[Sequence[str]]) -> dict[str, str]:
    """The names of the units that values and names of inputs stand for, by id as text."""
    ids = {int(text) for name, value in values for text in _unit_texts(name, value) if ID_OR_ORDINAL.fullmatch(text)}
    return {str(pk): unit.name for pk, unit in Unit.objects.in_bulk(ids).items()} if ids else {}


def _unit_texts(name: str, value: str) -> Iterator[str]:
    field, prefixes = _field_of(name)
    yield from prefixes[:1]
    if field in UNITS:
        yield value
