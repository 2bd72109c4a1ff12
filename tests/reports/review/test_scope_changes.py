"""Tests of the review of very unusual figures: never approved together, shown with the totals that they change."""

from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from reports.progress.overview import plan_overview
from reports.review.page import review_page
from reports.review.scope_changes import replace_share, scope_changes
from reports.selectors.report_contents.report_address import report_address
from targets.calculation.part_sums import ContributionSum
from targets.calculation.types import IndicatorRules
from targets.enums import Measure
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import (
    CONFIRM,
    approve,
    enter_confirmed,
    match_text,
    page_text,
    query_count,
    reload_user,
    reopen,
    review_url,
    send,
)
from units.models import UnitSuccession
from units.visibility import visible_units_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=4, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def unusual(office):
    """Sends two ordinary reports and one with a very unusual number that is confirmed."""
    for n in (1, 2):
        office.enter("CT02", 900, 2400, unit=office.communes[n])
    approve(office, 3, "20")
    send(office, 1)
    send(office, 2, "12")
    office.enter("CT02", 900, 2400)
    office.enter("CT01", 2100)
    return send(office, 0, "2100", note=CONFIRM)


def test_it_is_never_offered_with_others(office, unusual):
    reviewer = signed_in(office.reviewer)
    code = office.communes[0].code
    boxes = page(reviewer, "/tham-dinh/").xpath("//main//input[@name='bao-cao']/@value")
    assert [box for box in boxes if box.startswith(code)] == []
    assert len(boxes) == 2
    assert "1 số rất khác thường" in page_text(reviewer.get("/tham-dinh/"))
    choice = {"bao-cao": [f"{code}:{unusual.version}"]}
    answer = reviewer.post("/tham-dinh/duyet-nhieu/xac-nhan/", choice, follow=True)
    assert "có 1 số rất khác thường; hãy mở ra xem rồi duyệt riêng" in page_text(answer)
    assert office.report(office.communes[0]).state == "SUBMITTED"


def test_the_reviewer_sees_what_the_total_becomes(office, unusual):
    reviewer = signed_in(office.reviewer)
    answer = reviewer.get(review_url(office))
    text = visible_text(page(reviewer, review_url(office)).xpath("//*[@id='rat-khac-thuong']")[0])
    assert "Nếu duyệt, số lũy kế của Huyện Chợ Đồn thành" in text
    assert "Diện tích rừng trồng mới CT01: 20 → 2.120 ha" in text
    assert "đã xác nhận" in match_text(r'<tr data-indicator="CT01".*?</tr>', answer)
    assert 'id="rat-khac-thuong"' not in reviewer.get(review_url(office, 1)).content.decode()


def test_the_total_is_that_of_the_dashboard_once_it_is_approved(office, unusual):
    before = scope_changes(reload_user(office.reviewer), reviewed(office))[0]
    reviewer = signed_in(office.reviewer)
    reviewer.post(review_url(office, tail="duyet/"), {"version": unusual.version})
    view, period = reviewed(office).address.view, office.period()
    overview = plan_overview(visible_units_of(reload_user(office.reviewer)), view, period, office.district)
    assert (before.before, before.after) == ("20", "2.120")
    assert next(row.assessment.value for row in overview.rows if row.code == "CT01") == 2120
    assert scope_changes(reload_user(office.reviewer), reviewed(office)) == []


def test_an_earlier_revision_and_a_merged_unit_are_counted_once(office):
    """The unit's figure that was approved before is exchanged, not added to."""
    approve(office, 3, "20")
    reopen(office, approve(office, 0, "15"))
    UnitSuccession.objects.create(predecessor=office.communes[3], successor=office.communes[0], on=moment().date())
    enter_confirmed(office, "CT01", "2100")
    office.submit()
    change = scope_changes(reload_user(office.reviewer), reviewed(office))[0]
    assert (change.before, change.after) == ("35", "2.120")


def test_an_odd_estimate_changes_no_total(office):
    office.enter("CT01", 20, full_year_estimate=Decimal(9_000_000))
    office.enter("CT01", 20, full_year_estimate=Decimal(9_000_000), note=CONFIRM)
    office.submit()
    report_page = reviewed(office)
    row = next(row for row in report_page.rows if row.indicator.code == "CT01")
    assert [(warning.field, warning.is_extraordinary) for warning in row.warnings] == [("full_year_estimate", True)]
    assert scope_changes(reload_user(office.reviewer), report_page) == []


def test_recognised_subjects_are_exchanged_too():
    spec = IndicatorRules("CT05", Measure.RECOGNITION)
    whole, part, other = (
        ContributionSum(n, subjects=frozenset(who)) for n, who in ((2, "abcde"), (1, "ab"), (1, "abf"))
    )
    assert [one.value(spec) for one in (whole, replace_share(whole, part, other))] == [5, 6]


def reviewed(office: SampleOffice):
    return review_page(report_address(reload_user(office.reviewer), 2022, office.communes[0].code, 3))


@pytest.mark.parametrize("size", [1, 2])
def test_queries_of_the_totals(size):
    office = make_office(communes=4 * size, indicators=("AMOUNT",) * (2 * size))
    for code in office.indicators:
        enter_confirmed(office, code, 2100)
    office.submit()
    report_page, user = reviewed(office), reload_user(office.reviewer)
    assert query_count(lambda: scope_changes(user, report_page)) == 17
