"""Notices to a unit's reporters about decisions on their report, shown behind the bell of every page."""

from django.template.defaultfilters import truncatechars
from django.urls import reverse

from reports.models import Report
from targets.models import Period, PeriodException
from units.models import Unit, User
from units.selectors.people import reporters_of
from units.services import notice_send

LONGEST_REASON = 200  # the whole of it stands on the report's own page


def notify_returned(report: Report, actor: User, reason: str) -> None:
    _notify_about(report, actor, f"bị {actor.full_name} trả lại: {_quote(reason)}. Hãy sửa rồi gửi lại.")


def notify_approved(report: Report, actor: User) -> None:
    _notify_about(report, actor, f"đã được {actor.full_name} duyệt.")


def notify_reopened(report: Report, actor: User, reason: str) -> None:
    text = f"được {actor.full_name} mở lại để đính chính: {_quote(reason)}. Hãy sửa rồi gửi lại."
    _notify_about(report, actor, text)


def notify_on_behalf(report: Report, actor: User, reason: str) -> None:
    _notify_about(report, actor, f"đang được {actor.full_name} nhập thay: {_quote(reason)}.")


def notify_exception_start(exception: PeriodException, actor: User) -> None:
    period, until = exception.period, f"đến hết {exception.until:%d/%m/%Y}"
    text = f"{period.title} đã khóa, nay mở riêng cho {exception.unit.name} {until}"
    _notify(exception.unit, period, actor, f"{text}: {_quote(exception.reason)}.")


def notify_exception_end(exception: PeriodException, actor: User) -> None:
    why = f": {_quote(exception.end_reason)}" if exception.end_reason else ""
    text = f"Lần mở riêng {exception.period.title} cho {exception.unit.name} đã kết thúc sớm{why}."
    _notify(exception.unit, exception.period, actor, text)


def _notify_about(report: Report, actor: User, text: str) -> None:
    _notify(report.unit, report.period, actor, f"Báo cáo {report.period.title} của {report.unit.name} {text}")


def _notify(unit: Unit, period: Period, actor: User, text: str) -> None:
    """Sends a notice to every reporter of the unit but the actor; not again while the same notice is unread.

    Queries: 1, and 2 for each reporter.
    """
    url = reverse("reports:entry", args=(period.plan.year, unit.address_on(period.ends_on), period.ordinal))
    for user in reporters_of([unit.pk]).get(unit.pk, ()):
        if user != actor and not user.notices.filter(read_at=None, text=text, url=url).exists():
            notice_send(user=user, text=text, url=url)


def _quote(reason: str) -> str:
    return f"“{truncatechars(reason.rstrip('.'), LONGEST_REASON)}”"
