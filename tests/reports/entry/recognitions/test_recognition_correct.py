"""Tests of correcting a decision, of typed names of units, and of pages that explain which decisions do not count."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add, recognition_correct, recognition_withdraw
from reports.enums import UNSENT_STATES, ReportState
from reports.models import Figure, Recognition, ReportEvent
from reports.services.reopening import report_reopen
from reports.services.transitions import report_approve
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import entry_session
from tests.reports.pages import visible_text
from units.enums import Role
from units.models import User

pytestmark = pytest.mark.django_db
LIST = "/bao-cao/2022/NNPTNT/3/cong-nhan/CT01/"


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=3, indicators=("RECOGNITION",))


def decision_values(office: SampleOffice, n: int = 0, **values) -> RecognitionValues:
    defaults = {"assessed_year": 2022, "decision_number": f"{n}/QĐ", "decided_on": date(2022, 9, 1)}
    if "subject_text" not in values:
        defaults["subject_unit"] = office.communes[n]
    return RecognitionValues(**defaults | values)


def version() -> int:
    figure = Figure.objects.order_by("-report__revision").first()
    return figure.version if figure else 0


def add(office: SampleOffice, n: int = 0, **values) -> Recognition:
    return recognition_add(
        unit=office.department,
        period=office.period(),
        indicator=office.indicators["CT01"],
        actor=office.clerk,
        values=decision_values(office, n, **values),
        seen_version=version(),
    )


def correct(
    office: SampleOffice,
    item: Recognition,
    n: int = 0,
    *,
    seen_version: int | None = None,
    actor: User | None = None,
    **values,
) -> Recognition:
    return recognition_correct(
        item=item,
        actor=actor or office.clerk,
        values=decision_values(office, n, **values),
        seen_version=version() if seen_version is None else seen_version,
    )


def recorded_changes() -> list[list[str | None]]:
    events = ReportEvent.objects.filter(changes__CT01__has_key="recognitions").order_by("pk")
    return [event.changes["CT01"]["recognitions"] for event in events]


def count() -> int:
    return int(Figure.objects.get().numerator)


# What may be corrected, and what becomes of it.


def test_one_event_tells_old_and_new_and_the_count_follows(office):
    item = add(office, assessed_year=2021)
    assert count() == 0
    corrected = correct(office, item, 1, assessed_year=2022, decision_number="99/QĐ", decided_on=date(2022, 9, 2))
    assert (corrected.pk, count()) == (item.pk, 1)
    assert recorded_changes()[1:] == [
        [
            "Xã Ngọc Phái, QĐ 0/QĐ ngày 01/09/2022, năm xét 2021",
            "Xã Quảng Bạch, QĐ 99/QĐ ngày 02/09/2022, năm xét 2022",
        ]
    ]


def test_a_unit_may_become_a_name_and_a_name_a_unit(office):
    item = add(office)
    correct(office, item, subject_text="Trường Tiểu học Ngọc Phái")
    assert (Recognition.objects.get().subject_unit, count()) == (None, 1)
    correct(office, item, 1)
    assert (Recognition.objects.get().subject_text, Recognition.objects.get().subject_unit) == ("", office.communes[1])


def test_the_same_values_again_change_nothing_even_from_a_stale_page(office):
    item = add(office)
    before = version()
    correct(office, item, seen_version=1)
    assert (version(), len(recorded_changes())) == (before, 1)


def test_a_stale_correction_is_refused_with_both_decisions(office):
    item = add(office)
    seen_version = version()
    correct(office, item, decision_number="5/QĐ")
    with pytest.raises(Conflict, match="Cán bộ Nông nghiệp vừa sửa danh sách này") as refusal:
        correct(office, item, decision_number="6/QĐ", seen_version=seen_version)
    assert "QĐ 5/QĐ" in refusal.value.theirs["recognition"]
    assert "QĐ 6/QĐ" in refusal.value.mine["recognition"]
    assert Recognition.objects.get().decision_number == "5/QĐ"


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"decided_on": date(2022, 9, 15)}, "decided_on", "sau ngày số liệu"),
        ({"decided_on": date(2022, 9, 16)}, "decided_on", "sau hôm nay"),
        ({"n": 1}, "decision_number", "đã ghi ở một dòng khác"),
        ({"subject_text": "xã Quảng Bạch"}, "subject_text", "hãy chọn Xã Quảng Bạch"),
    ],
)
def test_the_rules_are_those_of_adding(office, values, field, sentence):
    add(office, 1)
    item = add(office)
    with pytest.raises(InvalidInput) as refusal:
        correct(office, item, **values)
    assert sentence in refusal.value.errors[field]
    assert len(recorded_changes()) == 2


def test_one_that_is_gone_is_not_corrected(office):
    item = add(office)
    recognition_withdraw(item=Recognition.objects.get(), actor=office.clerk, seen_version=version())
    with pytest.raises(StateRefusal, match="rút khỏi danh sách"):
        correct(office, item)


# Who may, and when.

OUTSIDERS = ("reporter", "reviewer", "leader", "administrator", "several")


def people(office: SampleOffice) -> dict[str, User]:
    several = member(office.district, Role.REVIEWER)
    return {
        "reporter": office.reporters[0],
        "reviewer": office.reviewer,
        "leader": office.leader,
        "administrator": office.administrator,
        "several": several,
    }


def bring_to(office: SampleOffice, state: ReportState) -> None:
    steps = {
        ReportState.DRAFT: lambda: None,
        ReportState.SUBMITTED: lambda: office.submit(office.department),
        ReportState.RETURNED: lambda: office.give_back(office.department),
        ReportState.APPROVED: lambda: office.approve(office.department),
    }
    steps[state]()


@pytest.mark.parametrize("state", [state for state in ReportState if state != ReportState.REOPENED])
def test_only_the_units_reporter_and_only_while_it_is_open(office, state):
    item = add(office)
    bring_to(office, state)
    for person in people(office).values():
        with pytest.raises(Refusal):
            correct(office, item, decision_number="7/QĐ", actor=person)
    if state in UNSENT_STATES:
        assert correct(office, item, decision_number="7/QĐ").decision_number == "7/QĐ"
    else:
        with pytest.raises(StateRefusal, match=r"Báo cáo đã được .* (gửi|duyệt) lúc"):
            correct(office, item, decision_number="7/QĐ")
        assert Recognition.objects.get().decision_number == "0/QĐ"


def test_a_decision_of_an_approved_revision_is_not_corrected_through_its_copy(office):
    item = add(office)
    report = office.submit(office.department)
    report = report_approve(report=report, actor=office.reviewer, seen_version=report.version)
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai.")
    with pytest.raises(Refusal, match="lần báo cáo đã khép lại"):
        correct(office, item, decision_number="7/QĐ")
    copy = Recognition.objects.exclude(pk=item.pk).get()
    correct(office, copy, decision_number="7/QĐ")
    assert Recognition.objects.get(pk=item.pk).decision_number == "0/QĐ"


# Whom a typed name means, and each subject once.


@pytest.mark.parametrize(
    "subject_text", ["xã Ngọc Phái", "Ngoc Phai", "X. Ngọc Phái", "XÃ  NGỌC PHÁI", "Phòng NN&PTNT"]
)
def test_a_unit_of_the_plan_is_chosen_not_typed(office, subject_text):
    with pytest.raises(InvalidInput, match=r"hãy chọn (Xã Ngọc Phái|Phòng NN&PTNT) ở ô"):
        add(office, subject_text=subject_text)


@pytest.mark.parametrize("subject_text", ["Trường Tiểu học Ngọc Phái", "Xã Không Có", "X"])
def test_any_other_name_is_taken(office, subject_text):
    assert add(office, subject_text=subject_text).subject_text == subject_text


def test_two_decisions_on_one_subject_count_once_everywhere(office):
    add(office)
    add(office, decision_number="8/QĐ")
    add(office, 2, assessed_year=2021)
    assert count() == 1
    screen = entry_session(office, office.department).open()
    assert "Đã ghi 3 quyết định, được tính 1 xã." in visible_text(screen.row("CT01"))
    assert "Không tính cho năm 2022: 01 quyết định xét năm 2021; 01 quyết định trùng đối tượng." in visible_text(
        screen.row("CT01")
    )
    assert screen.number("CT01", "actual") == "1"


def test_three_decisions_for_2021_count_nothing_in_2022_and_every_page_says_why(office):
    for n in range(3):
        add(office, n, assessed_year=2021, decided_on=date(2022, 9, 13))
    why = "Không tính cho năm 2022: 03 quyết định xét năm 2021."
    person = entry_session(office, office.department)
    assert why in visible_text(person.open().row("CT01"))
    office.submit(office.department)
    closed = person.open()
    assert why in visible_text(closed.row("CT01"))
    assert closed.number("CT01", "actual") == "0"
    page = html.fromstring(person.client.get(LIST).content.decode())
    assert page.xpath("//tr[@data-item]/@data-counted") == ["no"] * 3
    assert "chưa có quyết định được tính: Xã Ngọc Phái, Xã Quảng Bạch." in visible_text(
        page.xpath("//*[@data-missing]")[0]
    )


def test_the_page_names_who_is_missing_until_all_are_there(office, clerk):
    add(office, 1)
    assert visible_text(clerk_page(clerk).xpath("//*[@data-missing]")[0]).endswith("Xã Ngọc Phái.")
    add(office, 0)
    assert clerk_page(clerk).xpath("//*[@data-missing]") == []


# The page.


@pytest.fixture
def clerk(office, client: Client) -> Client:
    client.force_login(office.clerk)
    return client


def clerk_page(client: Client, address: str = LIST) -> Any:
    return html.fromstring(client.get(address).content.decode())


def form_of(client: Client, item: Recognition) -> dict[str, str]:
    return {name: value or "" for name, value in clerk_page(client, f"{LIST}{item.pk}/sua/").forms[-1].form_values()}


def test_from_the_list_to_the_inputs_and_back(office, clerk):
    item = add(office, assessed_year=2021)
    assert clerk_page(clerk).xpath("//tr[@data-item]//a/@href") == [f"{LIST}{item.pk}/sua/"]
    fields = form_of(clerk, item)
    assert (fields["subject_unit"], fields["decided_on"]) == (str(office.communes[0].pk), "2022-09-01")
    answer = clerk.post(f"{LIST}{item.pk}/sua/", fields | {"assessed_year": "2022"}, follow=True)
    assert answer.redirect_chain[0][0] == LIST
    assert "Đã sửa quyết định." in answer.content.decode()
    assert count() == 1


def test_what_is_wrong_stands_beside_its_input_and_stays(office, clerk):
    item = add(office)
    fields = form_of(clerk, item) | {"decided_on": "15/09/2022", "decision_number": "7/QĐ"}
    answer = clerk.post(f"{LIST}{item.pk}/sua/", fields)
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 422
    assert "Ngày ký không thể sau ngày số liệu" in visible_text(page.xpath("//*[@id='decided_on_error']")[0])
    assert page.forms[-1].fields["decision_number"] == "7/QĐ"
    assert Recognition.objects.get().decision_number == "0/QĐ"


def test_a_conflict_shows_both_and_the_next_save_decides(office, clerk):
    item = add(office)
    fields = form_of(clerk, item) | {"decision_number": "6/QĐ"}
    correct(office, item, decision_number="5/QĐ")
    answer = clerk.post(f"{LIST}{item.pk}/sua/", fields)
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 409
    notice = visible_text(page.xpath("//*[@role='alert']")[0])
    assert "Đang lưu: Xã Ngọc Phái, QĐ 5/QĐ" in notice
    assert "Của anh/chị: Xã Ngọc Phái, QĐ 6/QĐ" in notice
    again = {name: value or "" for name, value in page.forms[-1].form_values()}
    assert clerk.post(f"{LIST}{item.pk}/sua/", again).status_code == 302
    assert Recognition.objects.get().decision_number == "6/QĐ"


def test_a_decision_withdrawn_meanwhile_leaves_what_was_typed(office, clerk):
    item = add(office)
    fields = form_of(clerk, item) | {"decision_number": "6/QĐ"}
    recognition_withdraw(item=Recognition.objects.get(), actor=office.clerk, seen_version=version())
    answer = clerk.post(f"{LIST}{item.pk}/sua/", fields)
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 409
    assert "đã được rút khỏi danh sách" in visible_text(page.xpath("//*[@role='alert']")[0])
    assert page.forms[-1].fields["decision_number"] == "6/QĐ"


def test_a_closed_report_offers_no_correction(office, clerk):
    item = add(office)
    fields = form_of(clerk, item)
    office.submit(office.department)
    assert clerk_page(clerk).xpath("//tr[@data-item]//a") == []
    answer = clerk.post(f"{LIST}{item.pk}/sua/", fields | {"decision_number": "6/QĐ"})
    assert answer.status_code == 409
    assert "đang chờ thẩm định" in answer.content.decode()
    assert Recognition.objects.get().decision_number == "0/QĐ"
