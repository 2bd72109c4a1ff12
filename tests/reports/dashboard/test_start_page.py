"""The page on which each person's work starts, and the one for people without any work."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from reports.coordination.periods.services import exception_grant
from reports.dashboard.start_page import start_page
from targets.enums import PeriodState
from targets.models import Period
from tests.factories import MembershipFactory, UserFactory, member
from tests.reports.builders import make_office, moment
from tests.reports.reviewing import reload_user, send
from units.enums import Role
from units.models import Unit


@pytest.fixture
def office(db):
    with clock.at(moment()):
        sample = make_office(communes=2, indicators=("AMOUNT",))
        for ordinal in (1, 2):
            sample.set_period(ordinal, PeriodState.LOCKED)
        yield sample


def goes_to(client, user) -> str:
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 302
    return answer["Location"]


def test_a_reporter_starts_at_the_report_of_the_open_period(client, office):
    assert goes_to(client, office.reporters[0]) == f"/bao-cao/2022/{office.communes[0].code}/3/"


def test_the_oldest_open_period_comes_first_until_its_report_is_sent(client, office):
    office.set_period(4, PeriodState.OPEN)
    assert goes_to(client, office.reporters[0]).endswith("/3/")
    send(office)
    assert goes_to(client, office.reporters[0]).endswith("/4/")


def test_a_period_opened_to_the_unit_alone_is_reported_first(client, office):
    exception_grant(
        period=office.period(2),
        unit=office.communes[0],
        until=date(2022, 9, 20),
        reason="Sót",
        actor=office.administrator,
    )
    assert goes_to(client, office.reporters[0]).endswith("/2/")
    assert goes_to(client, office.reporters[1]).endswith("/3/")


def test_a_reporter_without_an_open_period_starts_at_the_list(client, office):
    Period.objects.update(state=PeriodState.UPCOMING, locked_at=None, locked_by=None)
    assert goes_to(client, office.reporters[0]) == "/bao-cao/"


def test_a_reporter_of_several_units_starts_at_the_list(client, office):
    MembershipFactory(user=office.reporters[0], unit=office.communes[1], role=Role.REPORTER)
    assert goes_to(client, office.reporters[0]) == "/bao-cao/"


def test_a_unit_that_no_longer_exists_in_the_period_is_left_out(client, office):
    MembershipFactory(user=office.reporters[0], unit=office.communes[1], role=Role.REPORTER)
    Unit.objects.filter(pk=office.communes[1].pk).update(valid_to=date(2022, 6, 14))
    assert goes_to(client, office.reporters[0]) == f"/bao-cao/2022/{office.communes[0].code}/3/"


@pytest.mark.parametrize(
    ("role", "start"),
    [(Role.REVIEWER, "/tham-dinh/"), (Role.LEADER, "/tong-quan/"), (Role.ADMINISTRATOR, "/tong-quan/")],
)
def test_everybody_else_starts_at_their_page(client, office, role, start):
    assert goes_to(client, member(office.district, role)) == start


def test_of_several_roles_reporting_comes_first_then_reviewing(client, office):
    user = member(office.district, Role.LEADER)
    MembershipFactory(user=user, unit=office.district, role=Role.REVIEWER)
    assert goes_to(client, user) == "/tham-dinh/"
    MembershipFactory(user=user, unit=office.communes[0], role=Role.REPORTER)
    assert goes_to(client, user) == f"/bao-cao/2022/{office.communes[0].code}/3/"


@pytest.mark.parametrize("ended", [None, date(2022, 9, 14)])
def test_someone_without_a_role_reads_whom_to_ask(client, office, ended):
    user = UserFactory.create(username="nguoi-moi")
    if ended:
        MembershipFactory(user=user, unit=office.district, role=Role.LEADER, valid_to=ended)
    member(office.district, Role.ADMINISTRATOR, full_name="Người Đã Nghỉ", is_active=False)
    client.force_login(user)
    page = client.get("/").content.decode()
    assert "Tài khoản chưa được giao việc" in page
    assert "<b>nguoi-moi</b>" in page
    assert "Triệu Văn Quản – Huyện Chợ Đồn" in page
    assert "Người Đã Nghỉ" not in page


@pytest.mark.parametrize("role", Role)
def test_without_a_plan_everybody_reads_so(client, office, role):
    office.plan.status = "DRAFT"
    office.plan.save()
    client.force_login(member(office.communes[0], role))
    page = client.get("/")
    assert page.status_code == 200
    assert "Chưa có kế hoạch thi đua" in page.content.decode()


def test_home_asks_who_you_are(client, db):
    assert client.get("/")["Location"].startswith("/tai-khoan/dang-nhap/")


@pytest.mark.parametrize("communes", [1, 3])
@pytest.mark.parametrize("role", Role)
def test_queries(db, communes, role):
    with clock.at(moment()):
        office = make_office(communes=communes, indicators=("AMOUNT",) * communes)
        user = reload_user(member(office.communes[0], role))
        with CaptureQueriesContext(connection) as caught:
            start_page(user)
        assert len(caught) == 2
