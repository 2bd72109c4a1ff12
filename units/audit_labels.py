"""The Vietnamese words of the audit log: its actions, and the values before and after."""

from collections.abc import Mapping

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
    "directive_kind": "loại",
    "directive_state": "trạng thái",
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
    "meeting": "cuộc họp",
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
    "phone": "điện thoại",
    "plan": "kế hoạch",
    "post": "chức vụ",
    "predecessor": "đơn vị cũ",
    "programme": "chương trình",
    "reason": "lý do",
    "reports": "nhập số liệu",
    "role": "vai trò",
    "sentence": "lý do từ chối",
    "source": "nguồn",
    "starts_on": "từ ngày",
    "state": "trạng thái",
    "status": "đánh giá",
    "successor": "đơn vị mới",
    "unit": "đơn vị",
    "term": "giai đoạn",
    "text": "nội dung",
    "units": "đơn vị",
    "until": "đến hết ngày",
    "upper": "mức trên",
    "username": "tên đăng nhập",
    "valid_from": "từ ngày",
    "valid_to": "đến hết ngày",
    "value": "giá trị",
    "year": "năm",
}
VALUES: dict[str, Mapping[str, str]] = {
    "comparator": {">=": "≥", "<=": "≤", "in": "trong khoảng", "~": "khoảng", "=": "đúng"},
    "directive_kind": {"EXPLANATION": "yêu cầu giải trình", "INSTRUCTION": "chỉ đạo"},
    "directive_state": {
        "OPEN": "chờ trả lời",
        "ANSWERED": "chờ lãnh đạo xem xét",
        "REPEATED": "yêu cầu trả lời lại",
        "ACCEPTED": "đã chấp nhận",
        "WITHDRAWN": "đã rút",
    },
    "format": {
        "ARCHIVE": "zip, mỗi đơn vị một tệp Excel",
        "FIGURES_CSV": "CSV số liệu",
        "PRINT": "bản in Biểu 01",
        "PROGRAMME_CSV": "CSV Biểu 05",
        "SNAPSHOT": "Excel đã chốt",
        "SUMMARY_CSV": "CSV Biểu 01",
        "WORKBOOK": "Excel",
    },
    "kind": dict(UnitKind.choices),
    # Acts name the period by its name; those from before plans had months, by the number of its quarter.
    "ordinal": {"1": "Quý I", "2": "Quý II", "3": "Quý III", "4": "Quý IV", "5": "Cả năm"},
    "reason": {"PASSWORD": "sai mật khẩu hoặc tên đăng nhập", "LOCKED": "sai quá nhiều lần"},
    "role": dict(Role.choices),
    "state": {"UPCOMING": "chưa mở", "OPEN": "đang mở", "LOCKED": "đã khóa"},
}
# Stored as the database has them; before and after may differ in their last zeros alone.
NUMBERS = {"denominator", "numerator", "value"}
# What only a program reads.
HIDDEN = {"is_demo", "method", "sha256"}
NOTHING = "không có"


def action_labels() -> dict[str, str]:
    """The name of every action by the code that the log stores."""
    return {action.value: action.label for action in audit_actions()}


def action_label(code: str) -> str:
    """Returns the action's name; a code that no app knows any more stands for itself."""
    return action_labels().get(code, code)
