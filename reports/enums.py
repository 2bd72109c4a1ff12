"""Choices of the reports app, without Django so that the pure modules can use them."""

from enum import StrEnum

from units.audit_actions import AuditAction


class ReportState(StrEnum):
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"


# A sent report is with its reviewers or approved; any other is its unit's to send, for the first time or again.
SENT_STATES = frozenset({ReportState.SUBMITTED, ReportState.APPROVED})
UNSENT_STATES = frozenset({ReportState.DRAFT, ReportState.RETURNED})


class ReportAction(StrEnum):
    CREATE = "CREATE"
    CHANGE = "CHANGE"
    SUBMIT = "SUBMIT"
    RETURN = "RETURN"
    APPROVE = "APPROVE"
    REOPEN = "REOPEN"
    SIGN = "SIGN"


class DataKind(StrEnum):
    """The reports that count: approved ones, or with those that wait for review."""

    APPROVED = "APPROVED"
    PENDING = "PENDING"


class MailState(StrEnum):
    """The states of a reminder's e-mail; NONE where there is no address, or no mail server."""

    NONE = "NONE"
    WAITING = "WAITING"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"


class ReportsAuditAction(AuditAction):
    EXPORT = "EXPORT", "Tải biểu, số liệu"
    IMPORT = "IMPORT", "Nhập số liệu từ Excel"
    REMINDERS_SENT = "REMINDERS_SENT", "Nhắc nộp báo cáo"
    SNAPSHOT = "SNAPSHOT", "Chốt số liệu họp"
    TEMPLATE = "TEMPLATE", "Tải mẫu nhập"


STATE_LABELS = {
    ReportState.DRAFT: "Đang nhập",
    ReportState.SUBMITTED: "Chờ duyệt",
    ReportState.RETURNED: "Bị trả lại",
    ReportState.APPROVED: "Đã duyệt",
}
DATA_LABELS = {DataKind.APPROVED: "Đã duyệt", DataKind.PENDING: "Gồm chờ duyệt"}
NOT_STARTED_LABEL = "Chưa nhập"
ACTION_LABELS = {
    ReportAction.CREATE: "Bắt đầu nhập",
    ReportAction.CHANGE: "Sửa số liệu",
    ReportAction.SUBMIT: "Gửi báo cáo",
    ReportAction.RETURN: "Trả lại",
    ReportAction.APPROVE: "Duyệt",
    ReportAction.REOPEN: "Mở lại để đính chính",
    ReportAction.SIGN: "Bản ký của báo cáo",
}
