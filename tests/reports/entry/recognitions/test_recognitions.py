"""Tests of decisions that recognise: which count, which stay without counting, and their page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add, recognition_withdraw
from reports.models import Figure, Recognition, ReportEvent
from targets.enums import PeriodState
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import visible_text

pytestmark = pytest.mark.django_db
PAGE = "/bao-cao/2022/NNPTNT/3/cong-nhan/CT01/"


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=3, indicators=("RECOGNITION",))


def add(
    office: SampleOffice, n: int = 0, *, seen_version: int | None = None, ordinal: int = 3, **values
) -> Recognition:
    figure = Figure.objects.filter(report__period__ordinal=ordinal).order_by("-report__revision").first()
    defaults = {"assessed_year": 2022, "decision_number": f"{n}/QĐ", "decided_on": date(2022, 9, 1)}
    if "subject_text" not in values:
        defaults["subject_unit"] = office.communes[n]
    return recognition_add(
        unit=office.department,
        period=office.period(ordinal),
        indicator=office.indicators["CT01"],
        actor=office.clerk,
        values=RecognitionValues(**defaults | values),
        seen_version=seen_version if seen_version is not None else (figure.version if figure else 0),
    )


def count() -> int:
    return int(Figure.objects.get().numerator)


def test_a_decision_counts_in_the_year_that_was_assessed(office):
    add(office, 0)
    add(office, 1, assessed_year=2021)
    assert (count(), Recognition.objects.count()) == (1, 2)


def test_the_same_decision_again_changes_nothing(office):
    item = add(office)
    assert add(office, seen_version=0) == item
    assert ReportEvent.objects.filter(changes__CT01__has_key="recognitions").count() == 1


def test_the_same_decision_with_another_year_is_refused(office):
    add(office)
    with pytest.raises(InvalidInput, match="bấm “Sửa” ở dòng đó"):
        add(office, assessed_year=2021)


def test_the_figure_says_who_changed_its_list_and_when(office):
    add(office)
    with clock.at(moment(16)):
        add(office, 1)
    assert (Figure.objects.get().changed_at, Figure.objects.get().changed_by) == (moment(16), office.clerk)


def test_no_decision_is_later_than_its_figure(office):
    with pytest.raises(InvalidInput, match=r"sau ngày số liệu \(14/09/2022\); hãy ghi quyết định ở kỳ sau"):
        add(office, decided_on=date(2022, 9, 15))
    with pytest.raises(InvalidInput, match="sau hôm nay"):
        add(office, decided_on=date(2022, 9, 16))
    assert not Figure.objects.exists()


def test_what_is_decided_for_the_year_comes_after_its_end(office):
    with clock.at(moment(2, 5, year=2023)):
        office.set_period(5, PeriodState.OPEN)
        add(office, ordinal=5, decided_on=date(2023, 4, 28))
        assert (count(), Figure.objects.get().as_of) == (1, date(2023, 4, 28))
        with pytest.raises(InvalidInput, match="sửa “Số liệu đến ngày”"):
            add(office, 1, ordinal=5, decided_on=date(2023, 5, 1))


def test_withdrawing_keeps_the_story(office):
    item = add(office, subject_text="Trường Tiểu học Ngọc Phái")
    recognition_withdraw(item=item, actor=office.clerk, seen_version=Figure.objects.get().version)
    assert (count(), Recognition.objects.count()) == (0, 0)
    before, after = ReportEvent.objects.last().changes["CT01"]["recognitions"]
    assert "Trường Tiểu học Ngọc Phái" in before
    assert after is None


def test_a_list_that_somebody_changed_is_not_changed_unseen(office):
    item = add(office)
    with pytest.raises(Conflict):
        add(office, 1, seen_version=0)
    with pytest.raises(Conflict):
        recognition_withdraw(item=item, actor=office.clerk, seen_version=1)
    assert count() == 1


def test_only_a_list_of_decisions_and_only_while_it_is_open(office):
    add(office)
    item = Recognition.objects.get()
    with pytest.raises(Refusal):
        recognition_withdraw(item=item, actor=office.reviewer, seen_version=item.figure.version)
    office.submit(office.department)
    with pytest.raises(StateRefusal):
        add(office, 1)
    with pytest.raises(StateRefusal):
        recognition_withdraw(item=item, actor=office.clerk, seen_version=item.figure.version)


# The page.


@pytest.fixture
def clerk(office, client: Client) -> Client:
    client.force_login(office.clerk)
    return client


def post(client: Client, **values) -> tuple[int, Any]:
    page = html.fromstring(client.get(PAGE).content.decode())
    defaults = {"decision_number": "7/QĐ", "decided_on": "01/09/2022", "assessed_year": "2022"}
    defaults["version"] = page.forms[-1].fields["version"]
    response = client.post(PAGE, defaults | values)
    page = client.get(response["Location"]) if response.status_code == 302 else response
    return response.status_code, html.fromstring(page.content.decode())


def errors(page: Any) -> list[str]:
    return [visible_text(element) for element in page.xpath("//*[@class='field-errors']/li")]


def test_units_named_in_the_plan_come_first(office, clerk):
    page = html.fromstring(clerk.get(PAGE).content.decode())
    groups = page.xpath("//select[@name='subject_unit']/optgroup")
    assert [group.get("label") for group in groups] == ["Kế hoạch nêu tên", "Đơn vị khác"]
    assert {option.text for option in groups[0]} == {"Xã Ngọc Phái", "Xã Quảng Bạch"}


def test_adding_and_withdrawing(office, clerk):
    status, page = post(clerk, subject_unit=str(office.communes[0].pk))
    assert (status, count()) == (302, 1)
    row = page.xpath("//tr[@data-item]")[0]
    assert (row.get("data-counted"), row[0].text_content().strip()) == ("yes", "Xã Ngọc Phái")
    withdraw = next(form for form in page.forms if "/rut/" in (form.action or ""))
    fields = dict(withdraw.form_values())
    for _ in range(2):  # once more after the answer was lost
        assert clerk.post(withdraw.action, fields).status_code == 302
    assert count() == 0


def test_what_does_not_count_stays_and_says_why(office, clerk):
    _, page = post(clerk, subject_unit=str(office.communes[0].pk), assessed_year="2021")
    row = page.xpath("//tr[@data-item]")[0]
    assert row.get("data-counted") == "no"
    assert "Không tính cho năm 2022: quyết định xét năm 2021." in row.text_content()
    assert count() == 0


def test_a_subject_counts_once_and_one_outside_the_list_is_marked(office, clerk):
    add(office, 0)
    add(office, 0, decision_number="8/QĐ")
    add(office, 2)
    page = html.fromstring(clerk.get(PAGE).content.decode())
    rows = page.xpath("//tr[@data-item]")
    assert [row.get("data-counted") for row in rows] == ["yes", "no", "yes"]
    assert "Khác danh sách" in rows[2].text_content()
    assert "Khác danh sách" not in rows[0].text_content()


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"subject_unit": "", "subject_text": ""}, "Chọn một đơn vị"),
        ({"subject_text": "Trường Ngọc Phái", "decided_on": "09/2022"}, "Không hiểu ngày này"),
        ({"subject_text": "Trường Ngọc Phái", "decided_on": "15/09/2022"}, "Ngày ký không thể sau ngày số liệu"),
        ({"subject_text": "Trường Ngọc Phái", "assessed_year": "22"}, "Năm xét gồm bốn chữ số"),
        ({"subject_text": "Trường Ngọc Phái", "decision_number": ""}, "Hãy nhập mục này"),
        ({"subject_unit": "999999"}, "không có trong danh sách"),
    ],
)
def test_what_is_wrong_stands_beside_its_input(office, clerk, values, error):
    status, page = post(clerk, **values)
    assert status == 422
    assert [one for one in errors(page) if error in one]
    assert page.xpath("//input[@name='decision_number']")[0].get("value") == values.get("decision_number", "7/QĐ")
    assert not Figure.objects.exists()


@pytest.mark.parametrize("by", ["code", "name"])
def test_one_of_too_many_units_to_choose_from_is_typed(office, clerk, monkeypatch, by):
    monkeypatch.setattr("reports.entry.recognitions.forms.MOST_OFFERED", 0)
    offered = html.fromstring(clerk.get(PAGE).content).xpath("//select[@name='subject_unit']//option/@value")
    assert offered == ["", *(str(unit.pk) for unit in office.communes[:2])]  # whom the plan names
    status, _ = post(clerk, subject_text=getattr(office.communes[2], by))
    assert status == 302
    assert Recognition.objects.get().subject_unit == office.communes[2]


def test_both_subjects_at_once_are_refused(office, clerk):
    status, page = post(clerk, subject_unit=str(office.communes[0].pk), subject_text="Trường")
    assert (status, len(errors(page))) == (422, 1)


def test_a_stale_page_is_answered_with_the_newest_list(office, clerk):
    add(office)
    status, page = post(clerk, subject_unit=str(office.communes[1].pk), version="0")
    assert status == 409
    assert "Cán bộ Nông nghiệp vừa sửa số này" in visible_text(page.xpath("//*[contains(@class, 'notice-error')]")[0])
    assert page.xpath("//select[@name='subject_unit']//option[@selected]")[0].get("value") == str(office.communes[1].pk)
    assert page.forms[-1].fields["version"] == str(Figure.objects.get().version)


def test_a_sent_report_shows_its_list_and_takes_nothing(office, clerk):
    add(office)
    office.submit(office.department)
    response = clerk.get(PAGE)
    assert "Ghi thêm quyết định" not in response.content.decode()
    refused = clerk.post(
        PAGE, {"subject_text": "x", "decision_number": "9", "decided_on": "01/09/2022", "assessed_year": "2022"}
    )
    assert refused.status_code == 409
    assert "Báo cáo đã được Cán bộ Nông nghiệp gửi" in refused.content.decode()
    assert count() == 1


def test_whose_page_it_is(office, client):
    for person in (office.reporters[0], office.reviewer, office.leader):
        client.force_login(person)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE).status_code == 404
    client.force_login(office.clerk)
    assert client.get(PAGE.replace("CT01", "CT09")).status_code == 404


def test_the_number_of_queries(office, clerk, django_assert_max_num_queries):
    clerk.get(PAGE)
    add(office, 0)
    with django_assert_max_num_queries(20) as few:
        clerk.get(PAGE)
    add(office, 1)
    add(office, 2)
    with django_assert_max_num_queries(20) as more:
        clerk.get(PAGE)
    assert len(more) == len(few)
