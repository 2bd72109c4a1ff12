"""Notices behind the bell about a directive, and the same by mail where a person has an address."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.defaultfilters import truncatechars
from django.urls import reverse

from chodon_thidua.lib.mail import MailFailure, MailMessage, is_configured, mail_sender
from reports.models import Directive
from reports.progress.open_directives import acting_unit
from units.models import Notice, User
from units.selectors.people import reporters_of
from units.services import notice_send

LONGEST_TEXT = 200  # the whole of it stands on the directive's own page
LETTER = """Kính gửi anh/chị {name},

{text}

Mở trang: {address}

Thư tự động của phần mềm Theo dõi thi đua; anh/chị không cần trả lời thư này.
"""


@dataclass(frozen=True, slots=True)
class LetterRun:
    """The result of sending: how many letters went out, and how many did not."""

    sent_count: int = 0
    failure_count: int = 0


def notify_recipients(directive: Directive, text: str) -> list[Notice]:
    """Writes a notice for every reporter of the unit that has to answer.

    Queries: 1, those of `acting_unit`, and 1 for each reporter.
    """
    unit = acting_unit(directive).pk
    return [_notice(directive, user, text) for user in reporters_of([unit]).get(unit, ())]


def notify_issuer(directive: Directive, text: str) -> list[Notice]:
    """Writes a notice for the leader who gave the directive, as long as the account is in use."""
    return [_notice(directive, directive.by, text)] if directive.by.is_active else []


def issue_text(directive: Directive) -> str:
    day = f"{directive.due_on:%d/%m/%Y}"
    return f"{directive.issuer.name}, {_kind(directive)}: {_quote(directive.text)}; hạn trả lời {day}."


def answer_text(directive: Directive, answer: str) -> str:
    return f"{acting_unit(directive).name} đã trả lời {_kind(directive)}: {_quote(answer)}. Hãy xem xét."


def repeat_text(directive: Directive, reason: str) -> str:
    day = f"{directive.due_on:%d/%m/%Y}"
    return f"{directive.issuer.name} yêu cầu trả lời lại {_kind(directive)}: {_quote(reason)}; hạn trả lời {day}."


def acceptance_text(directive: Directive) -> str:
    return f"{directive.issuer.name} đã chấp nhận trả lời của {acting_unit(directive).name}: {_quote(directive.text)}."


def withdrawal_text(directive: Directive, reason: str) -> str:
    return f"{directive.issuer.name} đã rút {_kind(directive)} {_quote(directive.text)}: {_quote(reason)}."


def letters_send(notices: Iterable[Notice]) -> LetterRun:
    """Sends the notices by mail to those with an address; a letter that fails stops no other.

    To be called when the notices are written for good: a letter cannot be taken back.
    """
    addressed_notices = [notice for notice in notices if notice.user.email]
    if not (addressed_notices and is_configured()):
        return LetterRun()
    failure_count = 0
    with mail_sender() as sender:
        for notice in addressed_notices:
            try:
                sender.send(_letter(notice))
            except MailFailure:
                failure_count += 1
    return LetterRun(len(addressed_notices) - failure_count, failure_count)


def _notice(directive: Directive, user: User, text: str) -> Notice:
    return notice_send(user=user, text=text, url=reverse("reports:directive", args=(directive.pk,)))


def _letter(notice: Notice) -> MailMessage:
    body = LETTER.format(name=notice.user.full_name, text=notice.text, address=f"{settings.SITE_URL}{notice.url}")
    return MailMessage(to=notice.user.email, subject="Chỉ đạo, yêu cầu giải trình", body=body)


def _kind(directive: Directive) -> str:
    return directive.get_kind_display().lower()


def _quote(text: str) -> str:
    return f"“{truncatechars(text.rstrip('.'), LONGEST_TEXT)}”"
