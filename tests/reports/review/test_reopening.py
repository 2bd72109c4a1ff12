"""Tests of opening an approved report again: what it does is said first, and the state has a word of its own."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from chodon_thidua.lib import clock
from reports import migrations
from reports.enums import ReportState
from reports.models import Report
from reports.policies import reopening_until
from reports.services.transitions import report_approve
from targets.enums import PeriodState
from targets.models import PeriodException
from tests.factories import member
from tests.reports.builders import make_office, moment
from tests.reports.pages import page as parsed
from tests.reports.pages import signed_in, visible_text
from tests.reports.reviewing import approve, page_text, reopen, review_url, send, send_back
from units.enums import Role
from units.models import Notice

WORD = "Mở lại để đính chính"
GRANT = "/ke-hoach/2022/ky/3/mo-rieng/"
FORM = {"until": "30/09/2022", "reason": "Đính chính"}


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT",))


def reopened(office) -> Report:
    return reopen(office, approve(office))


def test_the_act_says_first_for_how_long_it_opens_a_locked_period(office):
    approve(office)
    office.set_period(3, PeriodState.LOCKED)
    text = page_text(signed_in(office.reviewer).get(review_url(office)))
    assert "kỳ đã khóa được mở riêng cho Xã Ngọc Phái đến hết 22/09/2022" in text
    assert "số đã duyệt vẫn được tính cho đến khi bản đính chính được duyệt" in text
    assert "Mở lại báo cáo, đến hết 22/09/2022" in text


def test_in_an_open_period_no_day_is_promised(office):
    approve(office)
    text = page_text(signed_in(office.reviewer).get(review_url(office)))
    assert "đơn vị nhận thông báo kèm lý do" in text
    assert "đến hết" not in text


@pytest.mark.parametrize(
    ("state", "until", "expected"),
    [
        (PeriodState.OPEN, None, None),
        (PeriodState.LOCKED, None, "22/09/2022"),
        (PeriodState.LOCKED, "18/09/2022", "22/09/2022"),  # an exception that ends sooner is outlasted
        (PeriodState.LOCKED, "30/09/2022", "30/09/2022"),  # one that lasts longer stays
    ],
)
def test_what_was_announced_is_what_happens(office, state, until, expected):
    send(office)
    office.set_period(3, state)
    if until:
        assert (
            signed_in(office.administrator)
            .post(GRANT, FORM | {"unit": office.communes[0].pk, "until": until})
            .status_code
            == 302
        )
    report = office.report()
    approved = office_approve(office, report)
    announced = reopening_until(approved.period, approved.unit)
    assert (f"{announced:%d/%m/%Y}" if announced else None) == expected
    answer = signed_in(office.reviewer).post(
        review_url(office, tail="mo-lai/"), {"version": approved.version, "reason": "Cộng nhầm"}, follow=True
    )
    in_words = f", đơn vị sửa được đến hết {expected}" if expected else ""
    assert f"Đã mở lại để đính chính{in_words}. Số liệu đã duyệt vẫn được tính" in page_text(answer)
    last_days = PeriodException.objects.filter(unit=approved.unit).values_list("until", flat=True)
    assert max((f"{day:%d/%m/%Y}" for day in last_days), default=None) == expected


def office_approve(office, report: Report) -> Report:
    return report_approve(report=report, actor=office.reviewer, seen_version=report.version)


PAGES = {
    "the unit's list": ("reporter", "/bao-cao/"),
    "the unit's report": ("reporter", "/bao-cao/2022/02010/3/"),
    "the queue": ("reviewer", "/tham-dinh/?nam=2022&ky=3"),
    "the reviewer's page": ("reviewer", "/tham-dinh/2022/02010/3/"),
    "the history": ("leader", "/bao-cao/2022/02010/3/qua-trinh/"),
    "the dashboard": ("leader", "/tong-quan/?nam=2022&ky=3"),
    "the unit's page": ("leader", "/don-vi/02010/?nam=2022&ky=3"),
    "who is late": ("administrator", "/ke-hoach/2022/chua-nop/?ky=3"),
}


@pytest.mark.parametrize("place", PAGES)
def test_the_state_has_its_own_word(office, place):
    reopened(office)
    role, address = PAGES[place]
    user = office.reporters[0] if role == "reporter" else getattr(office, role)
    text = visible_text(parsed(signed_in(user), address).xpath("//main")[0]).lower()
    assert WORD.lower() in text
    assert "bị trả lại, chưa gửi lại (1)" not in text
    assert "→ bị trả lại" not in text


def test_a_correction_that_was_sent_back_is_returned_and_no_longer_reopened(office):
    report = reopened(office)
    office.enter("CT01", 12)
    assert office.give_back().state == ReportState.RETURNED
    assert report.awaits_resending
    assert office.report().awaits_resending


def test_the_reminder_names_the_reopening(office):
    reopened(office)
    signed_in(office.administrator).post("/ke-hoach/2022/chua-nop/nhac/?ky=3", {"don-vi": "02010"})
    texts = Notice.objects.filter(user=office.reporters[0]).values_list("text", flat=True)
    assert any("mở lại để đính chính ngày 15/09/2022, chưa gửi lại" in text for text in texts)


def test_an_exception_for_an_approved_report_is_refused_in_words(office):
    approve(office)
    office.set_period(3, PeriodState.LOCKED)
    answer = signed_in(office.administrator).post(GRANT, FORM | {"unit": office.communes[0].pk})
    text = page_text(answer)
    assert (answer.status_code, PeriodException.objects.count()) == (422, 0)
    assert "Mở riêng không sửa được gì. Báo cáo đã được Nông Văn Thẩm duyệt lúc 09:00" in text
    assert "mở lại để đính chính" in text
    assert FORM["reason"] in answer.content.decode()  # the form comes back filled


@pytest.mark.parametrize("n", [0, 1])
def test_units_that_can_use_an_exception_get_it(office, n):
    """A returned report, and a unit that has sent nothing."""
    send_back(office, 0)
    office.set_period(3, PeriodState.LOCKED)
    answer = signed_in(office.administrator).post(GRANT, FORM | {"unit": office.communes[n].pk}, follow=True)
    assert f"cho {office.communes[n].name} đến hết 30/09/2022." in page_text(answer)
    assert PeriodException.objects.get().unit == office.communes[n]


def test_an_exception_during_review_says_when_it_takes_effect(office):
    send(office)
    office.set_period(3, PeriodState.LOCKED)
    answer = signed_in(office.administrator).post(GRANT, FORM | {"unit": office.communes[0].pk}, follow=True)
    assert "đang chờ duyệt: đơn vị sửa được sau khi cán bộ thẩm định trả lại." in page_text(answer)


def test_reopening_is_offered_instead_with_a_link_for_those_who_review(office):
    approve(office)
    office.set_period(3, PeriodState.LOCKED)
    both = member(office.district, Role.ADMINISTRATOR)
    both.memberships.create(unit=office.district, role=Role.REVIEWER)
    link = f"{reverse('reports:queue')}?nam=2022&ky=3&nhom=APPROVED"
    links = {
        user.pk: parsed(signed_in(user), "/ke-hoach/2022/ky/3/").xpath("//a/@href")
        for user in (both, office.administrator)
    }
    assert link in links[both.pk]
    assert link not in links[office.administrator.pk]


def test_reports_reopened_before_get_the_state(office):
    """The migration tells revisions that wait since their reopening from those that were returned since."""
    first = reopened(office)
    send_back(office, 1)
    Report.objects.filter(pk=first.pk).update(state=ReportState.RETURNED)
    [name] = [path.stem for path in Path(migrations.__path__[0]).glob("*_report_reopened.py")]
    migration = importlib.import_module(f"reports.migrations.{name}")
    migration.name_reopened(apps, None)
    states = {report.unit.short_name: report.state for report in Report.objects.exclude(state=ReportState.APPROVED)}
    assert states == {"Ngọc Phái": ReportState.REOPENED, "Quảng Bạch": ReportState.RETURNED}
    office.enter("CT01", 12)
    office.give_back()
    migration.name_reopened(apps, None)
    assert office.report().state == ReportState.RETURNED
    migration.forget_reopened(apps, None)
    assert not Report.objects.filter(state=ReportState.REOPENED).exists()
