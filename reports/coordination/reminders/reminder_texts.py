"""The words of a reminder: its notice and its mail."""

from django.conf import settings
from django.utils import timezone

from chodon_thidua.lib.mail import MailMessage
from reports.coordination.reminders.outstanding import OutstandingReport
from reports.enums import STATE_LABELS, ReportState
from reports.models import Reminder
from reports.selectors.deadlines import days_left_text
from targets.models import Period

LETTER = """Kính gửi anh/chị {name},

{text}

Mở báo cáo: {address}

Thư tự động của phần mềm Theo dõi thi đua; anh/chị không cần trả lời thư này.
"""


def reminder_text(report: OutstandingReport) -> str:
    """Returns the text of the reminder: which report of which unit, until when, and how late it is."""
    report_text = f"báo cáo {report.period.title}"
    if report.returned_report and report.returned_report.reviewed_at:
        day = timezone.localtime(report.returned_report.reviewed_at)
        label = STATE_LABELS[ReportState(report.returned_report.state)]
        decision = f"{label[0].lower()}{label[1:]} ngày {day:%d/%m/%Y}"
        opening = f"{report.unit.name}: {report_text} {decision}, chưa gửi lại"
    else:
        opening = f"{report.unit.name} chưa gửi {report_text}"
    until = f"{'được mở đến hết' if report.until else 'hạn gửi'} {report.deadline.due_on:%d/%m/%Y}"
    return f"{opening}; {until}, {days_left_text(report.deadline.days_left)}."


def reminder_mail(reminder: Reminder, period: Period) -> MailMessage:
    user, notice = reminder.user, reminder.notice
    body = LETTER.format(name=user.full_name, text=notice.text, address=f"{settings.SITE_URL}{notice.url}")
    return MailMessage(to=user.email, subject=f"Nhắc gửi báo cáo {period.title}", body=body)
