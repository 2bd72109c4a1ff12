"""Helpers of the tests of review: one unit's report in each state, and its page as people read it."""

import re
from collections.abc import Callable, Iterable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Report
from reports.services.reopening import report_reopen
from tests.reports.builders import OPEN_ORDINAL, SampleOffice
from units.models import User

CONFIRM = "Đo lại bằng GPS, đúng."


def send(office: SampleOffice, n: int = 0, amount: str = "10", ordinal: int = OPEN_ORDINAL, **values) -> Report:
    """Enters the first indicator of the commune at the position and sends its report."""
    unit = office.communes[n]
    office.enter("CT01", amount, unit=unit, ordinal=ordinal, **values)
    return office.submit(unit, ordinal)


def enter_confirmed(office: SampleOffice, code: str, *numbers: str | int, note: str = CONFIRM, **values) -> None:
    """Enters the numbers, then the note that answers their warning."""
    office.enter(code, *numbers, **values)
    office.enter(code, *numbers, note=note, **values)


def send_back(
    office: SampleOffice, n: int = 0, amount: str = "10", reason: str = "Số cao bất thường", flagged: Iterable[str] = ()
) -> Report:
    unit = office.communes[n]
    office.enter("CT01", amount, unit=unit)
    return office.give_back(unit, reason=reason, flagged=flagged)


def approve(office: SampleOffice, n: int = 0, amount: str = "10", ordinal: int = OPEN_ORDINAL) -> Report:
    unit = office.communes[n]
    office.enter("CT01", amount, unit=unit, ordinal=ordinal)
    return office.approve(unit, ordinal)


def reopen(office: SampleOffice, report: Report, reason: str = "Cộng nhầm") -> Report:
    return report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason=reason)


def review_url(office: SampleOffice, n: int = 0, tail: str = "", ordinal: int = OPEN_ORDINAL) -> str:
    return f"/tham-dinh/2022/{office.communes[n].code}/{ordinal}/{tail}"


def reload_user(user: User) -> User:
    """Reads the same person as a new request does."""
    return User.objects.get(pk=user.pk)


def page_text(response) -> str:
    """Returns the text of the page's content."""
    page = match_text(r"<main.*</main>", response)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def row_html(response, indicator: str) -> str:
    return match_text(rf'<tr data-indicator="{indicator}".*?</tr>', response)


def match_text(pattern: str, response) -> str:
    match = re.search(pattern, response.content.decode(), re.DOTALL)
    assert match, pattern
    return match[0]


def query_count(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as query_log:
        work()
    return len(query_log)
