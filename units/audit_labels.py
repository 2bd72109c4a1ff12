"""The Vietnamese words of the audit log: its actions, and the values before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.text import roman_quarter
from units.audit_actions import audit_actions
from units.enums import Role, UnitKind

KEYS = {
    "address": "địa chỉ mạng",
    "addresses": "địa chỉ mạng",
    "approved": "kỳ đã duyệt được đánh giá lại",
    "by_unit": "theo đơn vị",
    "code": "mã",
    "comparator": "so sánh",
    "decision_number": "số quyết định",
    "definition_label": "chuẩn áp dụng",
    "denominator": "mẫu số",
    "document_number": "số văn bản",
    "due_on": "hạn gửi",
    "email": "thư điện tử",
    "ends_on": "số liệu đến ngày",
    "field": "lĩnh vực",
    "figures": "số liệu",
    "format": "dạng tệp",
    "file": "tệp",
    "full_name": "họ và tên",
    "indicator": "chỉ tiêu",
    "indicators": "số chỉ tiêu",
    "kind": "loại",
    "milestones": "mốc theo kỳ",
    "name": "tên",
    "number": "số phiên",
    "numerator": "tử số",
    "on": "từ ngày",
    "ordinal": "kỳ",
    "parent": "đơn vị cấp trên",
    "path": "trang",
    "pending": "gồm số liệu chờ duyệt",
    "people": "số người",
    "period": "kỳ",
    "plan": "kế hoạch",
    "predecessor": "đơn vị cũ",
    "reason": "lý do",
    "reports": "nhập số liệu",
    "role": "vai trò",
    "sentence": "lý do từ chối",
    "source": "nguồn",
    "starts_on": "từ ngày",
    "state": "trạng thái",
    "successor": "đơn vị mới",
    "unit": "đơn vị",
    "units": "đơn vị",
    "until": "đến hết ngày",
    "username": "tên đăng nhập",
    "valid_from": "từ ngày",
    "valid_to": "đến hết ngày",
    "value": "giá trị",
    "year": "năm",
}
VALUES: dict[str, Mapping[str, str]] = {
    "comparator": {">=": "≥", "<=": "≤"},
    "format": {
        "ARCHIVE": "zip, mỗi đơn vị một tệp Excel",
        "FIGURES_CSV": "CSV số liệu",
        "PRINT": "bản in Biểu 01",
        "SNAPSHOT": "Excel đã chốt",
        "SUMMARY_CSV": "CSV Biểu 01",
        "WORKBOOK": "Excel",
    },
    "kind": dict(UnitKind.choices),
    "ordinal": {str(ordinal): roman_quarter(ordinal) for ordinal in range(1, 6)},
    "reason": {"PASSWORD": "sai mật khẩu hoặc tên đăng nhập", "LOCKED": "sai quá nhiều lần"},
    "role": dict(Role.choices),
    "state": {"UPCOMING": "chưa mở", "OPEN": "đang mở", "LOCKED": "đã khóa"},
}
# Stored as the database has them; before and after may differ in their last zeros alone.
NUMBERS = {"denominator", "numerator", "value"}
# What only a program reads.
HIDDEN = {"is_demo", "method", "sha256"}
NOTHING = "không có"


@dataclass(frozen=True, slots=True)
class AuditChange:
    """One value that an act wrote; `was` is empty where the earlier one is unknown or equal."""

    what: str
    now: str
    was: str = ""


def action_labels() -> dict[str, str]:
    """The name of every action by the code that the log stores."""
    return {action.value: action.label for action in audit_actions()}


def action_label(code: str) -> str:
    """Returns the action's name; a code that no app knows any more stands for itself."""
    return action_labels().get(code, code)


def audit_changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[AuditChange]:
    """Yields the values of an act, with the earlier ones where they differ."""
    was, now = before or {}, after or {}
    for key in [*now, *(key for key in was if key not in now)]:
        if key in HIDDEN:
            continue
        new, old = (_value_text(key, values.get(key)) for values in (now, was))
        if key in was and key not in now:
            new = "" if after else NOTHING
        yield AuditChange(KEYS.get(key, key), now=new, was=old if key in was and old != new else "")


def _value_text(key: str, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Mapping):
        return "; ".join(f"{KEYS.get(inner, inner)} {_value_text(inner, item)}" for inner, item in value.items())
    if isinstance(value, list):
        return ", ".join(_value_text(key, item) for item in value)
    if key in NUMBERS:
        return _number(str(value))
    return VALUES.get(key, {}).get(str(value)) or _day(str(value)) or str(value)


def _number(text: str) -> str:
    """A number as people write it; anything else as it stands."""
    try:
        return input_text(Decimal(text))
    except InvalidOperation:
        return text


def _day(text: str) -> str:
    """A day or a moment as people write it; empty for anything else."""
    try:
        if len(text) == len("2022-09-15"):
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        moment = datetime.fromisoformat(text) if text[4:5] == "-" and "T" in text else None
    except ValueError:
        return ""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment and moment.tzinfo else ""
