"""The dashboard in the cache: computed once, never out of date, never shown to others."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from reports.selectors.data_version import data_version
from reports.services.reopening import report_reopen
from reports.services.transitions import report_return
from tests.reports.builders import SampleOffice
from tests.reports.pages import PAGE, cell, page, signed_in, visible_text


def shown_actual(client: Client, address: str = "") -> str:
    return cell(page(client, address), "CT01", "actual")[1]


def test_an_unchanged_page_is_not_computed_again(page_cache: None, leader: Client) -> None:
    first = visible_text(page(leader))
    with CaptureQueriesContext(connection) as queries:
        again = leader.get(PAGE)
    assert len(queries) == 5  # session, person, memberships, plan, version
    assert visible_text(html.fromstring(again.content.decode())) == first


def test_a_kept_page_is_never_wrong(page_cache: None, leader: Client, office: SampleOffice) -> None:
    pending = "so-lieu=cho-duyet"
    office.enter("CT01", 10)
    assert [shown_actual(leader), shown_actual(leader, pending)] == ["", ""]
    office.submit()
    assert [shown_actual(leader), shown_actual(leader, pending)] == ["", "10"]
    report = office.report()
    assert report
    report_return(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai")
    assert [shown_actual(leader), shown_actual(leader, pending)] == ["", ""]
    office.enter("CT01", 12)
    approved = office.approve()
    assert [shown_actual(leader), shown_actual(leader, pending)] == ["12", "12"]
    report_reopen(report=approved, actor=office.reviewer, seen_version=approved.version, reason="Sót")
    office.enter("CT01", 15)
    assert [shown_actual(leader), shown_actual(leader, pending)] == ["12", "12"]
    office.submit()
    assert [shown_actual(leader), shown_actual(leader, pending)] == ["12", "15"]


def test_every_step_of_a_report_is_news_but_what_is_typed_into_it(office: SampleOffice) -> None:
    versions = [data_version(office.plan)]

    def is_news() -> bool:
        versions.append(data_version(office.plan))
        return versions[-1] not in versions[:-1]

    office.enter("CT01", 10)
    assert is_news()  # the report has begun
    office.enter("CT01", 11)
    assert not is_news()
    report = office.submit()
    assert is_news()
    report = report_return(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai")
    assert is_news()
    report = office.approve()
    assert is_news()
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Sót")
    assert is_news()


def test_nobody_is_shown_what_was_made_for_others(page_cache: None, office: SampleOffice) -> None:
    reviewer, leader, reporter = (signed_in(who) for who in (office.reviewer, office.leader, office.reporters[0]))
    for client in (leader, reviewer, reporter, leader):
        content = client.get(PAGE).content.decode()
        assert ("Ai chưa nộp, nhắc nộp" in content) is (client is reviewer)
        assert ("Quảng Bạch" in content) is (client is not reporter)
        assert ("Ma trận" in content) is (client is not reporter)
