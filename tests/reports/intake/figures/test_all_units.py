"""One workbook for all units of a period: who may send it, for whom, and that the record names who did."""

import time

import pytest

from chodon_thidua.lib import clock
from reports.intake.kit.template_layout import FIRST_ROW
from reports.models import Figure, Report, ReportEvent
from tests.factories import MembershipFactory, UnitFactory, UserFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.intake.filling import TemplateWorkbook, intake_session, intake_session_of_all
from tests.reports.pages import visible_text
from tests.reports.reviewing import query_count
from units.enums import Role, UnitKind
from units.models import AuditEvent

ALL = "/nhap-excel/2022/tat-ca/3/"


def by_unit(code: str = "CT01") -> dict[str, object]:
    figures = Figure.objects.filter(indicator__code=code, report__period__ordinal=3)
    return {figure.report.unit.short_name: figure.numerator for figure in figures.select_related("report__unit")}


def test_an_administrator_enters_on_behalf_of_several_units(office: SampleOffice) -> None:
    everybody = intake_session_of_all(office)
    workbook = everybody.download_template()
    for n, unit in enumerate(office.communes[:2], 1):
        workbook.fill("CT01", unit.name, numerator=n)
    answer = everybody.send(workbook)
    assert "2 số liệu sẽ thay đổi, của 2 đơn vị" in answer.text
    refused = everybody.confirm(answer)
    assert (refused.status, by_unit()) == (422, {})
    assert "Hãy ghi lý do nhập thay" in refused.text
    confirmation = everybody.confirm(refused, reason="Các xã gửi bản giấy")
    assert (confirmation.status, confirmation.url) == (302, ALL)
    assert "vào báo cáo, chưa gửi. Từng đơn vị xem lại rồi tự gửi báo cáo của mình." in confirmation.text
    assert by_unit() == {"Ngọc Phái": 1, "Quảng Bạch": 2}
    events = ReportEvent.objects.filter(action="CHANGE")
    assert {(event.actor, event.comment) for event in events} == {
        (office.administrator, "Nhập thay đơn vị. Nhập từ Excel")
    }
    assert {report.on_behalf_reason for report in Report.objects.filter(period=office.period())} == {
        "Các xã gửi bản giấy"
    }
    record = AuditEvent.objects.get(action="IMPORT")
    assert (record.after["unit"], record.after["figures"]) == (None, 2)
    # The unit goes on with it as with its own, and sends it itself.
    assert intake_session(office).download_template().value("CT01", "numerator") == 1
    assert office.report().state == "DRAFT"


def test_the_pages_of_the_period_and_of_its_workbook_lead_to_each_other(office: SampleOffice) -> None:
    client, period = intake_session_of_all(office).client, "/ke-hoach/2022/ky/3/"
    assert f'href="{ALL}"' in client.get(period).content.decode()
    assert f'href="{period}"' in client.get(ALL).content.decode()
    assert 'href="/ke-hoach/2022/chua-nop/?ky=3"' in client.get(period).content.decode()


def test_a_file_sorted_by_indicator_shows_each_unit_once(office: SampleOffice) -> None:
    everybody = intake_session_of_all(office)
    workbook = everybody.download_template()
    for unit in office.communes:
        workbook.fill("CT01", unit, numerator=5).fill("CT02", unit, numerator=5, denominator=10)
    rows = [[cell.value for cell in row] for row in workbook.sheet.iter_rows(min_row=FIRST_ROW)]
    workbook.sheet.delete_rows(FIRST_ROW, len(rows))
    for row in sorted(rows, key=lambda row: str(row[workbook.layout.places["code"]])):
        workbook.sheet.append(row)
    answer = everybody.send(workbook)
    assert "6 số liệu sẽ thay đổi, của 3 đơn vị" in answer.text
    summaries = [
        visible_text(summary).partition(":")[0] for summary in answer.tree.xpath("//summary[contains(., 'Xã')]")
    ]
    assert summaries == list(dict.fromkeys(row[workbook.layout.places["unit"]] for row in rows if row[3] == "CT01"))


def test_only_the_coordinator_is_led_to_the_period(office: SampleOffice) -> None:
    period = 'href="/ke-hoach/2022/ky/3/"'
    commune = intake_session_of_all(office, member(office.communes[0], Role.ADMINISTRATOR)).client
    assert [
        period in client.get(ALL).content.decode() for client in (intake_session_of_all(office).client, commune)
    ] == [
        True,
        False,
    ]
    assert commune.get("/ke-hoach/2022/ky/3/").status_code == 404


def test_an_untouched_one_changes_nothing(office: SampleOffice) -> None:
    for unit in office.communes:
        office.enter("CT01", 5, unit=unit, note="=1")
    office.submit()
    everybody = intake_session_of_all(office)
    assert "không thay đổi số nào" in everybody.send(everybody.download_template()).text


def test_what_is_sent_is_left_alone_and_named_when_changed(office: SampleOffice) -> None:
    office.enter("CT01", 5)
    everybody = intake_session_of_all(office)
    workbook = everybody.download_template().fill("CT01", office.communes[1].name, numerator=2)
    office.submit()
    assert set(everybody.send(workbook).changes) == {"CT01"}
    faults = everybody.send(workbook.fill("CT01", office.communes[0].name, numerator=6)).faults
    assert len(faults) == 1
    assert "Xã Ngọc Phái, chỉ tiêu CT01: Báo cáo đã được" in str(faults)
    assert by_unit() == {"Ngọc Phái": 5}


def test_one_unit_refused_means_that_none_is_written(office: SampleOffice) -> None:
    everybody = intake_session_of_all(office)
    workbook = everybody.download_template()
    for unit in office.communes:
        workbook.fill("CT01", unit.name, numerator=2)
    answer = everybody.send(workbook)
    office.enter("CT01", 5, unit=office.communes[2])
    office.submit(office.communes[2])
    assert everybody.confirm(answer).status == 409
    assert by_unit() == {office.communes[2].short_name: 5}


def test_it_reaches_exactly_as_far_as_the_administrator(office: SampleOffice) -> None:
    elsewhere = UnitFactory.create(code="063", name="Huyện Bạch Thông", kind=UnitKind.DISTRICT)
    assert intake_session_of_all(office, member(elsewhere, Role.ADMINISTRATOR)).client.get(ALL).status_code == 404
    only = intake_session_of_all(office, member(office.communes[0], Role.ADMINISTRATOR)).download_template()
    assert {only.cell("unit", row).value for row in range(6, only.sheet.max_row + 1)} == {"Xã Ngọc Phái"}
    # A row of another unit that was copied in is not known here.
    other_workbook = (
        intake_session_of_all(office).download_template().fill("CT01", office.communes[1].name, numerator=9)
    )
    answer = intake_session_of_all(office, member(office.communes[0], Role.ADMINISTRATOR)).send(other_workbook)
    assert "không có trong mẫu của kỳ này" in str(answer.faults)
    assert not Figure.objects.exists()


def test_a_reporter_of_several_units_has_it_for_those(office: SampleOffice) -> None:
    user = UserFactory.create(full_name="Cán bộ Cụm")
    for unit in office.communes[:2]:
        MembershipFactory(user=user, unit=unit, role=Role.REPORTER)
    own = intake_session_of_all(office, user)
    own.write(own.download_template().fill("CT01", office.communes[1].name, numerator=4))
    event = ReportEvent.objects.get(action="CHANGE")
    assert (event.actor, event.comment) == (user, "Nhập từ Excel")
    with pytest.raises(LookupError):
        own.download_template().row("CT01", office.communes[2].name)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LEADER])
def test_others_do_not_have_it(office: SampleOffice, role: Role) -> None:
    client = intake_session_of_all(office, member(office.district, role)).client
    assert client.get(ALL).status_code == 404
    assert client.get(f"{ALL}mau.xlsx").status_code == 404
    assert client.post(ALL).status_code == 404


@pytest.mark.parametrize(("communes", "kinds"), [(1, ["AMOUNT"]), (3, ["AMOUNT", "RATIO", "AMOUNT"])])
def test_the_queries_of_a_preview_do_not_grow(db: None, communes: int, kinds: list[str]) -> None:
    with clock.at(moment()):
        office = make_office(communes, kinds)
        everybody = intake_session_of_all(office)
        content = filled(everybody.download_template())
        everybody.send(content)
        assert query_count(lambda: everybody.send(content)) == 19


def test_twenty_eight_units_are_read_within_a_few_seconds(db: None) -> None:
    with clock.at(moment()):
        office = make_office(28, ["AMOUNT", "RATIO"] * 5)
        everybody = intake_session_of_all(office)
        content = filled(everybody.download_template())
        started = time.perf_counter()
        answer = everybody.send(content)
        assert time.perf_counter() - started < 8  # about one second when nothing else runs
    assert "280 số liệu sẽ thay đổi, của 28 đơn vị" in answer.text


def filled(workbook: TemplateWorkbook) -> bytes:
    for row in range(6, workbook.sheet.max_row + 1):
        for column in ("numerator", "denominator"):
            if not workbook.cell(column, row).protection.locked:
                workbook.cell(column, row).value = 12
    return workbook.file_bytes()
