"""Tests of the reviewer's queue: its groups, order, lateness and texts."""

import pytest

from chodon_thidua.lib import clock
from reports.review.queue import ReviewQueue, review_queue
from reports.review.queue_items import GROUPS
from reports.review.waiting_reports import reports_waiting, waiting_text
from targets.enums import PeriodState
from targets.models import Indicator, Target
from tests.factories import member
from tests.reports.builders import make_office, moment
from tests.reports.reviewing import approve, page_text, query_count, reload_user, reopen, review_url, send, send_back
from units.enums import Role

NOBODY: dict[str, list[str]] = {code: [] for code in GROUPS}


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def reviewer(client, office):
    client.force_login(office.reviewer)
    return client


def queue_of(user, **named) -> ReviewQueue:
    queue = review_queue(reload_user(user), **named)
    assert queue
    return queue


def groups(office) -> dict[str, list[str]]:
    groups = queue_of(office.reviewer, ordinal=3).groups
    return {group.code: [item.unit.short_name for item in group.items] for group in groups}


def test_queue_groups_units_in_the_order_of_work(db):
    with clock.at(moment()):
        office = make_office(communes=6, indicators=("AMOUNT",))
    with clock.at(moment(14, hour=9)):
        send(office, 1)
    with clock.at(moment(14, hour=8)):
        send(office, 2)
        send_back(office, 3)
        approve(office, 4)
        office.enter("CT01", 1, unit=office.communes[5])
    expected = {
        "WAITING": ["Bằng Lãng", "Quảng Bạch"],
        "RETURNED": ["Đại Sảo"],
        "NOT_SENT": ["Ngọc Phái", "Số 5"],
        "APPROVED": ["Số 4"],
    }
    with clock.at(moment(16)):
        assert groups(office) == NOBODY | expected
    with clock.at(moment(17)):
        late = groups(office)
    assert (late["LATE"], late["NOT_SENT"]) == (["Ngọc Phái", "Số 5"], [])
    assert list(late) == ["WAITING", "LATE", "RETURNED", "REOPENED", "NOT_SENT", "APPROVED"]


def test_queue_tells_when_who_how_late_and_how_often(office):
    with clock.at(moment(18, hour=9)):
        send_back(office)
    with clock.at(moment(19, hour=9)):
        send(office, amount="11")
    with clock.at(moment(21, hour=10)):
        item = queue_of(office.reviewer).groups[0].items[0]
    assert item.report
    assert (item.sent_at, item.report.submitted_by) == (moment(19, hour=9), office.reporters[0])
    assert (item.days_late, item.return_count, item.waiting_time, item.is_own) == (2, 1, "2 ngày", False)


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [(15, 8, "dưới 1 giờ"), (15, 9, "1 giờ"), (16, 7, "23 giờ"), (16, 8, "1 ngày"), (25, 9, "10 ngày")],
)
def test_waiting_in_words(day, hour, words):
    assert waiting_text(moment(15, hour=8), moment(day, hour=hour)) == words


def test_queue_leaves_out_units_without_a_duty_unless_they_sent_something(office):
    Indicator.objects.update(due=[5])
    assert groups(office) == NOBODY
    send(office)
    assert groups(office) == NOBODY | {"WAITING": ["Ngọc Phái"]}


def test_queue_holds_only_units_below_the_reviewers_own(office):
    Target.objects.filter(unit=office.district).update(reports=True)
    member(office.communes[0], Role.LEADER)
    assert groups(office)["NOT_SENT"] == ["Ngọc Phái", "Quảng Bạch"]
    own = member(office.communes[0], Role.REVIEWER)
    assert queue_of(own).total == 0


def test_queue_counts_a_unit_once_through_its_revisions(office):
    reopen(office, approve(office))
    assert groups(office) == NOBODY | {"REOPENED": ["Ngọc Phái"], "NOT_SENT": ["Quảng Bạch"]}


def test_queue_of_another_period_and_where_else_reports_wait(office, reviewer):
    send(office, ordinal=2)
    other_periods = queue_of(office.reviewer, ordinal=3).other_periods
    assert [(period.ordinal, number) for period, number in other_periods] == [(2, 1)]
    page = reviewer.get("/tham-dinh/?ky=3")
    assert "Quý II còn 1 báo cáo chờ duyệt" in page_text(page)
    assert "Không có báo cáo nào chờ duyệt" in page_text(page)
    other = page_text(reviewer.get("/tham-dinh/"))
    assert "Thẩm định báo cáo Quý II năm 2022" in other
    assert "đã chờ dưới 1 giờ" in other
    assert "còn 1 báo cáo" not in other


def test_queue_page_shows_counts_names_and_links(office, reviewer):
    with clock.at(moment(14, hour=8)):
        send(office, 1)
    page = reviewer.get("/tham-dinh/")
    text = page_text(page)
    assert "Số liệu đến 14/09/2022" in text
    assert "1 Chờ duyệt" in text
    assert "1 Chưa gửi, còn hạn" in text
    assert "08:00 14/09/2022 Cán bộ Quảng Bạch" in text
    assert "đã chờ 1 ngày" in text
    assert page.content.decode().count(review_url(office, 1)) == 3  # the first of all, the name, the button


@pytest.mark.parametrize("address", ["?ky=9", "?ky=x", "?nam=2021", "?ke-hoach=99"])
def test_queue_of_no_plan_or_period_is_not_found(reviewer, address):
    assert reviewer.get(f"/tham-dinh/{address}").status_code == 404


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LEADER, Role.ADMINISTRATOR])
def test_queue_is_for_reviewers(client, office, role):
    client.force_login(member(office.district, role))
    assert client.get("/tham-dinh/").status_code == 404


def test_queue_without_a_plan_says_so(reviewer, office):
    office.plan.status = "DRAFT"
    office.plan.save()
    assert "Chưa có kế hoạch thi đua" in page_text(reviewer.get("/tham-dinh/"))


@pytest.mark.parametrize(("ordinal", "words"), [(4, "Kỳ chưa mở"), (2, "Kỳ đã khóa")])
def test_queue_says_when_its_period_is_not_open(office, reviewer, ordinal, words):
    office.set_period(2, PeriodState.LOCKED)
    assert words in page_text(reviewer.get(f"/tham-dinh/?ky={ordinal}"))
    assert "Kỳ đang mở" not in page_text(reviewer.get("/tham-dinh/"))


def test_queue_without_duties_says_so(reviewer):
    Indicator.objects.update(due=[5])
    assert "Không có đơn vị nào phải báo cáo kỳ này" in page_text(reviewer.get("/tham-dinh/"))


def every_group(size: int):
    """Makes an office with so many units in each group of the queue."""
    office = make_office(communes=4 * size, indicators=("AMOUNT",) * size)
    for n in range(size):
        send_back(office, n)
        send(office, n, "11")
        send(office, n, ordinal=2)
        send_back(office, n + size)
        approve(office, n + 2 * size)
    return office


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_the_queue(db, client, size):
    with clock.at(moment()):
        office = every_group(size)
        user = reload_user(office.reviewer)
        assert query_count(lambda: review_queue(user)) == 21
        assert query_count(lambda: reports_waiting(user, office.plan.periods.get(ordinal=3))) == 3
        client.force_login(office.reviewer)
        client.get("/tham-dinh/")
        assert query_count(lambda: client.get("/tham-dinh/")) == 21 + EVERY_REQUEST


EVERY_REQUEST = 2  # the session and the person
