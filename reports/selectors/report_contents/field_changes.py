"""The changes of a report's fields in words, from what its events hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chodon_thidua.lib.files.document_kinds import size_text
from targets.enums import PartRole
from targets.selectors import PlanData

# In the order in which changes are listed: PostgreSQL's jsonb keeps none.
FIELD_LABELS = {
    "numerator": "Số liệu",
    "denominator": "Mẫu số",
    "text_value": "Nội dung",
    "not_applicable": "Không áp dụng",
    "full_year_estimate": "Ước cả năm",
    "as_of": "Số liệu đến ngày",
    "source": "Nguồn",
    "note": "Ghi chú",
    "confirmed": "Xác nhận số rất khác thường",
    "recognitions": "Quyết định công nhận",
    "evidence": "Minh chứng",
}
# What belongs to the report itself, not to one of its figures.
LABELS_OF_REPORT = {"remarks": "Khó khăn, nguyên nhân, kiến nghị", "signed_copy": "Bản ký"}
EMPTY_TEXT = "trống"
ORDER = {name: n for n, name in enumerate(FIELD_LABELS)}
# Items of a list come and go one by one; each stands for itself.
ONE_BY_ONE = (FIELD_LABELS["recognitions"], FIELD_LABELS["evidence"])


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one figure; `code` and `name` are empty for what belongs to the report itself."""

    code: str
    name: str
    field: str
    before: str
    after: str


def field_change_list(
    changes: Mapping[str, Any], names: Mapping[str, str], labels: Mapping[tuple[str, str], str]
) -> Iterable[FieldChange]:
    for code, value in changes.items():
        if report_label := LABELS_OF_REPORT.get(code):
            yield FieldChange("", "", report_label, _text(value[0]), _text(value[1]))
            continue
        for name in sorted(value, key=lambda name: ORDER.get(name, len(ORDER))):
            before, after = value[name]
            label = labels.get((code, name)) or FIELD_LABELS.get(name, name)
            yield FieldChange(code, names.get(code, code), label, _text(before), _text(after))


def part_labels(plan_data: PlanData) -> dict[tuple[str, str], str]:
    """Returns the labels of the parts of ratios, by indicator code and field; an amount is named by its indicator."""
    return {
        (plan_data.indicators[pk].code, role.lower()): part.label
        for pk, parts in plan_data.parts.items()
        if PartRole.DENOMINATOR in parts
        for role, part in parts.items()
    }


def join_changes(changes: list[FieldChange]) -> list[FieldChange]:
    """Joins several corrections of one field, from the first value to the last; none is left when both are equal."""
    joined_changes: dict[tuple[str, int], FieldChange] = {}
    for n, change in enumerate(changes):
        key = (change.field, n if change.field in ONE_BY_ONE else 0)
        first = joined_changes.get(key, change)
        joined_changes[key] = replace(change, before=first.before)
    return [change for change in joined_changes.values() if change.before != change.after]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):  # a file
        return f"{value['name']} ({size_text(value['size'])})"
    return str(value) if value not in (None, "") else EMPTY_TEXT
