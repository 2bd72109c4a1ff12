"""Short words for the tests of review: one unit's report in each state, its page as people read it."""

import re
from collections.abc import Callable, Iterable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Report
from reports.services.transitions import report_reopen
from tests.reports.builders import OPEN_ORDINAL, Office
from units.models import User


def send(office: Office, n: int = 0, amount: str = "10", ordinal: int = OPEN_ORDINAL, **values) -> Report:
    """Let the commune at the position enter its first indicator and send its report."""
    unit = office.communes[n]
    office.enter("CT01", amount, unit=unit, ordinal=ordinal, **values)
    return office.submit(unit, ordinal)


def send_back(
    office: Office, n: int = 0, amount: str = "10", reason: str = "Số cao bất thường", flagged: Iterable[str] = ()
) -> Report:
    unit = office.communes[n]
    office.enter("CT01", amount, unit=unit)
    return office.give_back(unit, reason=reason, flagged=flagged)


def approve(office: Office, n: int = 0, amount: str = "10", ordinal: int = OPEN_ORDINAL) -> Report:
    unit = office.communes[n]
    office.enter("CT01", amount, unit=unit, ordinal=ordinal)
    return office.approve(unit, ordinal)


def reopen(office: Office, report: Report, reason: str = "Cộng nhầm") -> Report:
    return report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason=reason)


def url(office: Office, n: int = 0, tail: str = "", ordinal: int = OPEN_ORDINAL) -> str:
    return f"/tham-dinh/2022/{office.communes[n].code}/{ordinal}/{tail}"


def again(user: User) -> User:
    """The same person in a new request."""
    return User.objects.get(pk=user.pk)


def text(response) -> str:
    """What people read of the page's content."""
    page = found(r"<main.*</main>", response)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def row(response, indicator: str) -> str:
    return found(rf'<tr data-indicator="{indicator}".*?</tr>', response)


def found(pattern: str, response) -> str:
    match = re.search(pattern, response.content.decode(), re.DOTALL)
    assert match, pattern
    return match[0]


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)
