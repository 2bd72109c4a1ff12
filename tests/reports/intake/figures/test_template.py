"""The workbook to fill in: what stands in it, what may be changed, and who gets it."""

from datetime import datetime
from urllib.parse import unquote

import pytest
from openpyxl.utils import get_column_letter

from chodon_thidua.lib import clock
from reports.intake.figures.layout import DATA, LAYOUT
from reports.intake.kit.columns import InputKind
from reports.intake.kit.form_workbook import GUIDE, STAMP
from reports.intake.kit.template_layout import HEADING_ROW
from targets.enums import PeriodState
from targets.models import Baseline
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.intake.filling import intake_session, intake_session_of_all
from tests.reports.reviewing import query_count
from units.models import AuditEvent

DAY = datetime(2022, 9, 14)  # noqa: DTZ001 - workbooks have no time zones


def test_it_holds_what_is_stored_in_the_order_of_the_page(office: SampleOffice) -> None:
    office.enter("CT01", "12.5", note="Trồng vụ thu.", source="Sổ theo dõi", full_year_estimate=None)
    office.enter("CT01", 30, ordinal=2)
    Baseline.objects.create(indicator=office.indicators["CT01"], unit=office.communes[0], ordinal=3, value="33.255")
    workbook = intake_session(office).download_template()
    assert [cell.value for cell in workbook.sheet[HEADING_ROW]][LAYOUT.places["numerator"]] == "Số liệu"
    assert [workbook.cell("code", row).value for row in (6, 7)] == ["CT01", "CT02"]
    assert workbook.value("CT01", "numerator") == 12.5
    assert workbook.value("CT01", "as_of") == DAY
    assert (workbook.value("CT01", "source"), workbook.value("CT01", "note")) == ("Sổ theo dõi", "Trồng vụ thu.")
    assert (workbook.value("CT01", "before_numerator"), workbook.value("CT01", "same_numerator")) == (30, 33.255)
    assert workbook.value("CT01", "numerator_label") == "Diện tích rừng trồng mới (ha), trong kỳ"
    assert workbook.value("CT02", "denominator_label") == "Dân số trung bình (người), đến cuối kỳ"


def test_a_ratio_of_last_year_stands_in_the_units_of_what_is_entered(office: SampleOffice) -> None:
    ratio, unit = office.indicators["CT02"], office.communes[0]
    Baseline.objects.create(indicator=ratio, unit=unit, ordinal=3, numerator=700, denominator=2348)
    Baseline.objects.create(indicator=ratio, unit=office.communes[1], ordinal=3, value="298.1")
    workbook = intake_session(office).download_template()
    assert (workbook.value("CT02", "same_numerator"), workbook.value("CT02", "same_denominator")) == (700, 2348)
    rate_only = intake_session(office, office.communes[1]).download_template()
    assert (rate_only.value("CT02", "same_numerator"), rate_only.value("CT02", "same_denominator")) == (None, None)


def test_a_whole_number_ends_in_no_comma_in_any_column_of_numbers(office: SampleOffice) -> None:
    sheet = intake_session(office).download_template().sheet
    ruled = {
        str(area).split(":")[0].rstrip("0123456789") for rules in sheet.conditional_formatting for area in [rules.sqref]
    }
    numbers = [column for column in LAYOUT.columns if column.is_number or column.kind == InputKind.NUMBER]
    assert {get_column_letter(LAYOUT.places[column.key] + 1) for column in numbers} <= ruled


def test_zero_empty_and_not_applicable_are_three_things(office: SampleOffice) -> None:
    office.enter("CT01", 0)
    office.enter("CT02", not_applicable=True, note="Không trồng lúa.")
    workbook = intake_session(office).download_template()
    assert (workbook.value("CT01", "numerator"), workbook.value("CT01", "situation")) == (0, None)
    assert (workbook.value("CT02", "numerator"), workbook.value("CT02", "situation")) == (None, "Không áp dụng")
    other = intake_session(office, office.communes[1]).download_template()
    assert (other.value("CT01", "numerator"), other.value("CT01", "situation")) == (None, None)


def test_only_inputs_can_be_changed(office: SampleOffice) -> None:
    workbook = intake_session(office).download_template()
    assert workbook.sheet.protection.sheet
    assert not workbook.sheet.protection.password
    for row, closed in ((workbook.row("CT01"), {"denominator"}), (workbook.row("CT02"), set())):
        opened = {column.key for column in LAYOUT.columns if not workbook.cell(column.key, row).protection.locked}
        assert opened == {column.key for column in LAYOUT.inputs} - closed
    clerk = intake_session(office, office.department).download_template()
    assert clerk.cell("numerator", clerk.row("CT03")).protection.locked
    assert not clerk.cell("situation", clerk.row("CT03")).protection.locked


def test_excel_holds_people_to_numbers_dates_and_the_list(office: SampleOffice) -> None:
    workbook = intake_session(office).download_template()
    rules = {str(rule.sqref): rule for rule in workbook.sheet.data_validations.dataValidation}
    kinds = {area[0]: rule.type for area, rule in rules.items()}
    letters = {workbook.cell(column.key, 6).column_letter: column.kind for column in LAYOUT.inputs}
    assert {letters[letter]: kind for letter, kind in kinds.items()} == {
        "NUMBER": "decimal",
        "CHOICE": "list",
        "DATE": "date",
        "TEXT": "textLength",
    }
    assert all(rule.error and rule.showErrorMessage and len(rule.error) < 226 for rule in rules.values())
    assert {rule.formula1 for rule in rules.values() if rule.type == "list"} == {'"Không phát sinh,Không áp dụng"'}


def test_keys_and_stamp_are_hidden_and_there(office: SampleOffice) -> None:
    figure = office.enter("CT01", 1)
    workbook = intake_session(office).download_template()
    assert workbook.workbook.sheetnames == [DATA, GUIDE, STAMP]
    assert workbook.workbook[STAMP].sheet_state == "hidden"
    assert workbook.sheet.column_dimensions["A"].hidden
    key = LAYOUT.read_key(workbook.value("CT01", "key"))
    assert key
    assert (key.identity, key.state) == (f"{office.communes[0].pk}-{figure.indicator_id}", "1")
    assert workbook.stamp == {
        "layout": "2",
        "plan": str(office.plan.pk),
        "period": "3",
        "scope": str(office.communes[0].pk),
    }
    assert any("Không áp dụng" in str(row[0]) for row in workbook.workbook[GUIDE].iter_rows(values_only=True))


def test_text_is_text_whatever_it_starts_with(office: SampleOffice) -> None:
    office.enter("CT01", 1, note="=1+1\n'@SUM(A1)", source="+84 209")
    workbook = intake_session(office).download_template()
    for column, text in (("note", "=1+1\n'@SUM(A1)"), ("source", "+84 209")):
        cell = workbook.cell(column, workbook.row("CT01"))
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_the_whole_year_has_the_four_quarters_beside_it_and_no_estimate(office: SampleOffice) -> None:
    for ordinal in (1, 2, 3):
        office.enter("CT01", 10 * ordinal, ordinal=ordinal)
    office.set_period(4, PeriodState.OPEN)
    with clock.at(moment(15, 12)):
        office.enter("CT01", 0, ordinal=4)
        office.set_period(5, PeriodState.OPEN)
        workbook = intake_session(office, ordinal=5).download_template()
    assert workbook.value("CT01", "before_numerator") == 60
    assert workbook.sheet.cell(HEADING_ROW, LAYOUT.places["before_numerator"] + 1).value == "Bốn quý: số liệu"
    assert workbook.cell("full_year_estimate", workbook.row("CT01")).protection.locked
    assert workbook.value("CT01", "numerator_label") == "Diện tích rừng trồng mới (ha), cả năm"


def test_it_is_sent_as_a_file_and_written_down(office: SampleOffice) -> None:
    own = intake_session(office)
    response = own.client.get(f"{own.url}mau.xlsx")
    _, plain, vietnamese = response["Content-Disposition"].split("; ")
    assert plain == 'filename="mau-nhap-15-kh-ubnd-quy-3-2022-xa-ngoc-phai.xlsx"'
    assert unquote(vietnamese.removeprefix("filename*=UTF-8''")) == (
        "Mẫu nhập 15-KH-UBND Quý III năm 2022 Xã Ngọc Phái.xlsx"
    )
    event = AuditEvent.objects.get(action="TEMPLATE")
    assert (event.actor, event.after["unit"], event.after["period"]) == (
        office.reporters[0],
        office.communes[0].code,
        "Quý III",
    )
    assert event.request_id == response["X-Request-ID"]


def test_a_closed_report_has_none(office: SampleOffice) -> None:
    office.enter("CT01", 1)
    office.submit()
    own = intake_session(office)
    assert "đang chờ thẩm định" in own.client.get(own.url).content.decode()
    assert own.client.get(f"{own.url}mau.xlsx").status_code == 409


def test_that_of_all_units_locks_what_is_sent(office: SampleOffice) -> None:
    office.enter("CT01", 7)
    office.submit()
    workbook = intake_session_of_all(office).download_template()
    names = [unit.name for unit in office.communes]
    assert [workbook.value("CT01", "unit", name) for name in names] == names
    first, second = (workbook.row("CT01", name) for name in names[:2])
    assert workbook.cell("numerator", first).protection.locked
    assert workbook.cell("report", first).value == "Chờ duyệt"
    assert not workbook.cell("numerator", second).protection.locked
    assert workbook.cell("report", second).value == "Chưa nhập"
    assert workbook.sheet.auto_filter.ref.startswith("B5:")
    assert workbook.stamp["scope"] == "tat-ca"


@pytest.mark.parametrize(("communes", "kinds"), [(1, ["AMOUNT"]), (3, ["AMOUNT", "RATIO", "AMOUNT"])])
def test_its_queries_do_not_grow(db: None, communes: int, kinds: list[str]) -> None:
    with clock.at(moment()):
        office = make_office(communes, kinds)
        for unit in office.communes:
            office.enter("CT01", 5, unit=unit, ordinal=2)
            office.enter("CT01", 5, unit=unit)
            office.submit(unit)
        everybody = intake_session_of_all(office)
        everybody.client.get(everybody.url)  # the first page of a session also writes the session
        for state, most in ((PeriodState.OPEN, 16), (PeriodState.LOCKED, 19)):
            office.set_period(3, state)
            assert query_count(lambda: everybody.client.get(f"{everybody.url}mau.xlsx")) == most
