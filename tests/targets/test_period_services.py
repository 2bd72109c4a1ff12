"""Opening, locking and dating periods, and letting single units into a locked one."""

from datetime import date

import pytest

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from targets.enums import PeriodState
from targets.models import Period, PeriodException
from targets.policies import check_period_open
from targets.services import (
    period_exception_end,
    period_exception_grant,
    period_set_days,
    period_set_state,
)
from targets.services.period_days import PeriodDays, period_days
from tests.constraints import assert_refused
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.targets.model_rows import is_open
from units.enums import Role
from units.models import AuditEvent, User

pytestmark = pytest.mark.django_db
DAYS = PeriodDays(date(2022, 6, 16), date(2022, 9, 13), date(2022, 9, 20))
TODAY = date(2022, 9, 15)


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT",))


def others(office: SampleOffice) -> list[User]:
    """Returns people who do not administer the plan's owner, an administrator of one commune among them."""
    commune = member(office.communes[0], Role.ADMINISTRATOR)
    elsewhere = member(UnitFactory.create(), Role.ADMINISTRATOR)
    return [office.reporters[0], office.reviewer, office.leader, commune, elsewhere]


def test_a_state_is_left_only_from_where_the_person_saw_it(office):
    period = office.period(3)
    period_set_state(
        period=period, state=PeriodState.LOCKED, actor=office.administrator, expected_state=PeriodState.OPEN
    )
    with pytest.raises(Conflict, match=r"Quý III đã thay đổi.*nay là “Đã khóa”\. Triệu Văn Quản sửa lúc"):
        period_set_state(
            period=period, state=PeriodState.UPCOMING, actor=office.administrator, expected_state=PeriodState.OPEN
        )
    assert office.period(3).state == PeriodState.LOCKED


def set_days(office, days=DAYS, *, ordinal=3, seen=None, actor=None) -> Period:
    period = office.period(ordinal)
    seen = seen or period_days(period)
    return period_set_days(period=period, days=days, expected_days=seen, actor=actor or office.administrator)


def test_days_change_and_are_audited(office):
    assert period_days(set_days(office)) == DAYS
    assert period_days(office.period(3)) == DAYS
    act = AuditEvent.objects.get(action="PERIOD_DAYS")
    assert (act.before["due_on"], act.after["due_on"], act.actor) == ("2022-09-16", "2022-09-20", office.administrator)
    set_days(office)
    assert AuditEvent.objects.filter(action="PERIOD_DAYS").count() == 1


def test_days_that_somebody_changed_are_not_overwritten_unseen(office):
    seen = period_days(office.period(3))
    set_days(office)
    other = PeriodDays(DAYS.starts_on, DAYS.ends_on, date(2022, 9, 30))
    with pytest.raises(Conflict, match=r"hạn gửi 20/09/2022”\. Triệu Văn Quản sửa lúc"):
        set_days(office, other, seen=seen)
    assert period_days(office.period(3)) == DAYS


@pytest.mark.parametrize(
    ("days", "errors"),
    [
        ((date(2022, 9, 1), date(2022, 8, 1), date(2022, 9, 16)), {"ends_on"}),
        ((date(2022, 6, 15), date(2022, 9, 14), date(2022, 9, 13)), {"due_on"}),
        ((date(2022, 6, 14), date(2022, 9, 14), date(2022, 9, 16)), {"starts_on"}),
        ((date(2022, 6, 15), date(2022, 9, 15), date(2022, 9, 16)), {"ends_on"}),
    ],
)
def test_days_are_in_order_and_stay_out_of_the_other_quarters(office, days, errors):
    with pytest.raises(InvalidInput) as refusal:
        set_days(office, PeriodDays(*days))
    assert set(refusal.value.errors) == errors


def test_the_whole_year_may_overlap_the_quarters(office):
    days = PeriodDays(date(2022, 1, 1), date(2022, 12, 31), date(2023, 6, 15))
    assert set_days(office, days, ordinal=5).due_on == date(2023, 6, 15)


def test_a_locked_period_keeps_its_days(office):
    office.set_period(3, PeriodState.LOCKED)
    with pytest.raises(StateRefusal, match=r"Quý III đã khóa \(Triệu Văn Quản khóa lúc 09:00.*mở lại kỳ trước"):
        set_days(office)


def grant(office, n=0, *, ordinal=2, until=date(2022, 9, 20), reason="Sót số liệu", actor=None) -> PeriodException:
    return period_exception_grant(
        period=office.period(ordinal),
        unit=office.communes[n],
        until=until,
        reason=reason,
        actor=actor or office.administrator,
    )


def test_an_exception_lets_one_unit_in_until_it_is_ended(office):
    period = office.set_period(2, PeriodState.LOCKED)
    exception = grant(office)
    assert [is_open(period, unit, TODAY) for unit in office.communes] == [True, False]
    period_exception_end(exception=exception, actor=office.administrator, reason="Đã sửa xong")
    with pytest.raises(StateRefusal, match="Quý II đã khóa"):
        check_period_open(period, office.communes[0], TODAY)
    acts = AuditEvent.objects.filter(action__startswith="PERIOD_EXCEPTION").order_by("pk")
    assert [(act.action, act.after["unit"], act.after["reason"]) for act in acts] == [
        ("PERIOD_EXCEPTION", "02010", "Sót số liệu"),
        ("PERIOD_EXCEPTION_END", "02010", "Đã sửa xong"),
    ]


def test_ending_twice_says_who_ended_it(office):
    office.set_period(2, PeriodState.LOCKED)
    exception = grant(office)
    period_exception_end(exception=exception, actor=office.administrator)
    with pytest.raises(StateRefusal, match="Triệu Văn Quản đã kết thúc lần mở lại này lúc 09:00 ngày 15/09/2022"):
        period_exception_end(exception=exception, actor=office.administrator)
    grant(office)  # and the unit may be let in again
    with clock.at(moment(21)), pytest.raises(StateRefusal, match="đã hết hạn ngày 20/09/2022"):
        period_exception_end(exception=PeriodException.objects.get(ended_at=None), actor=office.administrator)


def test_a_unit_is_let_in_once_at_a_time(office):
    office.set_period(2, PeriodState.LOCKED)
    assert grant(office) == grant(office)
    with pytest.raises(InvalidInput, match="đang được mở đến hết 20/09/2022"):
        grant(office, until=date(2022, 9, 25))
    assert grant(office, 1).unit == office.communes[1]


@pytest.mark.parametrize("state", [PeriodState.UPCOMING, PeriodState.OPEN])
def test_only_a_locked_period_has_exceptions(office, state):
    office.set_period(2, state)
    with pytest.raises(StateRefusal, match="chỉ kỳ đã khóa mới mở lại riêng"):
        grant(office)


def test_what_an_exception_needs(office):
    office.set_period(2, PeriodState.LOCKED)
    with pytest.raises(InvalidInput, match="từ hôm nay trở đi"):
        grant(office, until=date(2022, 9, 14))
    with pytest.raises(InvalidInput, match="Phải ghi lý do"):
        grant(office, reason="  ")
    office.communes.append(UnitFactory.create(name="Xã Ngoài"))
    with pytest.raises(Refusal, match="Xã Ngoài không thuộc phạm vi"):
        grant(office, 2)


def test_nobody_else_moves_dates_or_lets_in(office):
    office.set_period(2, PeriodState.LOCKED)
    exception = grant(office, 1)
    for person in others(office):
        acts = (
            lambda actor: period_set_state(period=office.period(3), state=PeriodState.LOCKED, actor=actor),
            lambda actor: set_days(office, actor=actor),
            lambda actor: grant(office, actor=actor),
            lambda actor: period_exception_end(exception=exception, actor=actor),
        )
        for act in acts:
            with pytest.raises(Refusal, match="Chỉ quản trị kế hoạch của Huyện Chợ Đồn"):
                act(person)
    assert office.period(3).state == PeriodState.OPEN
    assert PeriodException.objects.in_force(TODAY).count() == 1


def test_an_early_end_says_who_and_when(office):
    office.set_period(2, PeriodState.LOCKED)
    exception = grant(office)
    exception.ended_at = moment()
    assert_refused(exception, "Kết thúc sớm phải ghi người kết thúc và lúc kết thúc.")
    exception.ended_at, exception.ended_by = None, office.administrator
    assert_refused(exception, "Kết thúc sớm phải ghi người kết thúc và lúc kết thúc.")
