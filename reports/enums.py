"""Choices of the reports app, without Django so that the pure modules can use them."""

from enum import StrEnum

from units.audit_actions import AuditAction, NumberEffect


class ReportState(StrEnum):
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    REOPENED = "REOPENED"
    APPROVED = "APPROVED"


# A sent report is with its reviewers or approved; any other is its unit's to send, for the first time or again.
SENT_STATES = frozenset({ReportState.SUBMITTED, ReportState.APPROVED})
UNSENT_STATES = frozenset({ReportState.DRAFT, ReportState.RETURNED, ReportState.REOPENED})
# The state that a decision of its reviewer left, with person and time.
DECIDED_STATES = (ReportState.RETURNED, ReportState.REOPENED, ReportState.APPROVED)
# The unit has sent it once and has to send it again.
RESENDING_STATES = frozenset({ReportState.RETURNED, ReportState.REOPENED})


class ReportAction(StrEnum):
    CREATE = "CREATE"
    ON_BEHALF = "ON_BEHALF"
    CHANGE = "CHANGE"
    SUBMIT = "SUBMIT"
    RETURN = "RETURN"
    APPROVE = "APPROVE"
    REOPEN = "REOPEN"
    RECALL = "RECALL"
    SIGN = "SIGN"


# Whoever did one of these has had a hand in the report: its review is for somebody else.
ENTRY_ACTIONS = frozenset({ReportAction.CREATE, ReportAction.ON_BEHALF, ReportAction.CHANGE, ReportAction.SUBMIT})


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
    DIRECTIVE_ISSUE = "DIRECTIVE_ISSUE", "Giao chỉ đạo, yêu cầu giải trình", NumberEffect.SHOWN
    DIRECTIVE_ANSWER = "DIRECTIVE_ANSWER", "Trả lời chỉ đạo", NumberEffect.SHOWN
    DIRECTIVE_DECISION = "DIRECTIVE_DECISION", "Xem xét trả lời chỉ đạo", NumberEffect.SHOWN
    ENTRY_ON_BEHALF = "ENTRY_ON_BEHALF", "Nhập thay đơn vị"
    EXPORT = "EXPORT", "Tải biểu, số liệu"
    FIGURE_ANSWER = "FIGURE_ANSWER", "Trả lời nhận xét số liệu"
    FIGURE_COMMENT = "FIGURE_COMMENT", "Nhận xét số liệu"
    IMPORT = "IMPORT", "Nhập số liệu từ Excel"
    JUDGEMENT = "JUDGEMENT", "Đánh giá tay chỉ tiêu bằng lời", NumberEffect.SHOWN
    REMINDERS_SENT = "REMINDERS_SENT", "Nhắc nộp báo cáo"
    SNAPSHOT = "SNAPSHOT", "Chốt số liệu họp"
    TEMPLATE = "TEMPLATE", "Tải mẫu nhập"


STATE_LABELS = {
    ReportState.DRAFT: "Đang nhập",
    ReportState.SUBMITTED: "Chờ duyệt",
    ReportState.RETURNED: "Bị trả lại",
    ReportState.REOPENED: "Mở lại để đính chính",
    ReportState.APPROVED: "Đã duyệt",
}
DATA_LABELS = {DataKind.APPROVED: "Đã duyệt", DataKind.PENDING: "Gồm chờ duyệt"}
NOT_STARTED_LABEL = "Chưa nhập"
ACTION_LABELS = {
    ReportAction.CREATE: "Bắt đầu nhập",
    ReportAction.ON_BEHALF: "Nhập thay đơn vị",
    ReportAction.CHANGE: "Sửa số liệu",
    ReportAction.SUBMIT: "Gửi báo cáo",
    ReportAction.RETURN: "Trả lại",
    ReportAction.APPROVE: "Duyệt",
    ReportAction.REOPEN: "Mở lại để đính chính",
    ReportAction.RECALL: "Rút lại",
    ReportAction.SIGN: "Bản ký của báo cáo",
}
