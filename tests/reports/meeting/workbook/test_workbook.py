"""The other sheets of the workbook: every cell is that of the pages, and nothing that people wrote is a formula."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import plain_number
from reports.excel.page_setup import page_scale
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from reports.models import Figure
from reports.services.remarks import remarks_save
from targets.enums import STATUS_LABELS, PeriodState, Status
from targets.models import Field, Indicator, Period, Plan
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.meeting.reading import (
    SummarySheet,
    UnitSheet,
    data_of,
    documents_of,
    figure_rows,
    meeting_workbook_of,
)
from tests.reports.pages import page, report_all_communes, section, signed_in, visible_text
from tests.reports.reviewing import reopen
from units.models import Unit

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite

FIGURES, SUBMISSIONS, CHARTS = "Số liệu", "Biểu 03 Tiến độ nộp", "Biểu đồ"
HOSTILE = ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "]]>&<b>\x07'\"")


def submission_rows(workbook: Workbook) -> dict[str, tuple[Any, ...]]:
    """Returns by name of the unit the rest of its row."""
    rows = list(workbook[SUBMISSIONS].iter_rows(values_only=True))
    heading_index = next(n for n, row in enumerate(rows) if row[0] == "TT")
    return {str(row[1]): row[2:] for row in rows[heading_index + 1 :] if isinstance(row[0], (int, float))}


# Biểu 03


def test_who_sent_when_is_that_of_the_unit_pages(office: SampleOffice) -> None:
    first, second, third = office.communes
    with clock.at(moment(10)):
        office.enter("CT01", 1, unit=first)
        office.give_back(first)
    with clock.at(moment(18)):
        office.submit(first)
        office.enter("CT01", 1, unit=second)
        office.approve(second)
        office.enter("CT01", 1, unit=third)
        workbook = meeting_workbook_of(office)
        submissions = submission_rows(workbook)
        assert submissions == {
            "Xã Ngọc Phái": ("Chờ duyệt", at(10), 0, 1, "Gửi lại ngày 18/09/2022. Gửi thiếu: Chưa đủ."),
            "Xã Quảng Bạch": ("Đã duyệt", at(18), 2, 0, "Duyệt ngày 18/09/2022. Gửi thiếu: Chưa đủ."),
            "Xã Bằng Lãng": ("Đang nhập", None, 2, 0, "Trễ 2 ngày."),
            "Phòng NN&PTNT": ("Chưa nhập", None, 2, 0, "Trễ 2 ngày."),
        }
        client = signed_in(office.leader)
        for unit in (*office.communes, office.department):
            row = page(client, f"/don-vi/{unit.code}/").xpath("//tr[@data-period='3']")[0]
            state, _, days, returns, _ = submissions[unit.name]
            assert visible_text(row.xpath("td[@data-label='Trạng thái']")[0]) == state
            deadline_text = visible_text(row.xpath("td[@data-label='So với hạn']")[0])
            assert deadline_text == (f"trễ {days} ngày" if days else "đã gửi đúng hạn")
            assert visible_text(row.xpath("td[@data-label='Bị trả lại']")[0]) == (f"{returns} lần" if returns else "")
        submission_text = next(
            str(row[0]) for row in workbook[SUBMISSIONS].iter_rows(values_only=True) if "đã nộp" in str(row[0])
        )
        assert "2/4 đơn vị đã nộp, 1 đúng hạn" in submission_text
        assert "2/4 đơn vị đã nộp, 1 đúng hạn" in visible_text(page(client, "ky=3"))
        assert section(page(client, "ky=3"), "nop-bao-cao")


def at(day: int) -> Any:
    return moment(day).replace(hour=0, tzinfo=None)


def test_a_report_to_send_again_is_told_from_one_being_corrected(office: SampleOffice) -> None:
    first, second, _ = office.communes
    office.enter("CT01", 1, unit=first)
    office.give_back(first)
    office.enter("CT01", 1, unit=second)
    reopen(office, office.approve(second))
    submissions = submission_rows(meeting_workbook_of(office))
    assert submissions["Xã Ngọc Phái"][4].startswith("Phải gửi lại.")
    assert submissions["Xã Quảng Bạch"][4].startswith("Đang đính chính.")


def test_before_its_time_nobody_is_late(office: SampleOffice) -> None:
    submissions = submission_rows(meeting_workbook_of(office, 4))
    assert {row[2:] for row in submissions.values()} == {(None, 0, "Chưa đến kỳ.")}


# Biểu đồ


def test_charts_draw_the_numbers_of_the_first_sheet(full_office: SampleOffice) -> None:
    content = meeting_workbook_bytes(documents_of(full_office.leader, 3))
    workbook = load_workbook(BytesIO(content))
    rows = {
        row[0].value: row for row in workbook[CHARTS].iter_rows() if re.fullmatch(r"CT\d+[a-z]?", str(row[0].value))
    }
    summary = SummarySheet(content)
    for row in rows.values():
        cells = summary.rows[row[1].value]
        assert data_of(row[2]) == data_of(cells["percent"])
        assert row[3].value == cells["status"].value
    assert len(rows) == sum(cells["percent"].value is not None for cells in summary.rows.values()) > 0
    counts = {
        str(row[0].value): row[2].value
        for row in workbook[CHARTS].iter_rows()
        if row[0].value in STATUS_LABELS.values()
    }
    assert sum(counts.values()) == 4
    with ZipFile(BytesIO(content)) as parts:
        charts = [parts.read(name).decode() for name in sorted(parts.namelist()) if "charts/chart" in name]
    chart_values = [re.findall(r"<(?:c:)?v>([^<]*)<", chart) for chart in charts]
    assert chart_values[0] == [*counts, *(str(count) for count in counts.values())]
    assert chart_values[1] == [*rows, *(data_of(row[2]) for row in rows.values())]
    value_axes = [re.findall(r"<(?:c:)?valAx>.*?</(?:c:)?valAx>", chart)[0] for chart in charts]
    assert [re.findall(r'min val="([^"]*)"', axis) for axis in value_axes] == [["0"], ["0"]]
    assert re.findall(r'majorUnit val="([^"]*)"', value_axes[0]) == ["1"]  # indicators are counted in whole steps


def test_a_chart_has_no_more_bars_than_can_be_read(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=1, indicators=["AMOUNT"] * 40)
        for n in range(1, 41):
            office.enter(f"CT{n:02d}", n)
        office.approve()
        content = meeting_workbook_bytes(documents_of(office.leader, 3))
    with ZipFile(BytesIO(content)) as parts:
        charts = [parts.read(name).decode() for name in sorted(parts.namelist()) if "charts/chart" in name]
    assert len(charts) == 4
    point_counts = [re.findall(r'ptCount val="(\d+)"', chart) for chart in charts]
    assert [counts[0] for counts in point_counts[1:]] == ["18", "18", "4"]


def test_without_a_percentage_an_indicator_is_named_below(office: SampleOffice) -> None:
    texts = [str(cell.value) for row in meeting_workbook_of(office)[CHARTS].iter_rows() for cell in row if cell.value]
    note = next(text for text in texts if text.startswith("Không có phần trăm kế hoạch"))
    assert all(name in note for name in ("1 Diện tích", "2 Lương thực", "3 Số xã", "4a Tỷ lệ", "4b Tỷ lệ"))
    assert "4 Quốc phòng" not in note


# All of them


@pytest.mark.parametrize("hostile_text", HOSTILE)
def test_nothing_that_people_wrote_is_a_formula_on_any_sheet(full_office: SampleOffice, hostile_text: str) -> None:
    Indicator.objects.update(name=hostile_text, unit_of_measure=hostile_text[:20])
    for code in full_office.indicators:
        full_office.set_leads(full_office.department, code=code)
    Field.objects.update(name=hostile_text)
    Plan.objects.update(document_number=hostile_text[:20], title=hostile_text)
    Unit.objects.update(name=hostile_text, short_name=hostile_text)
    Figure.objects.update(note=hostile_text, source=hostile_text)
    full_office.plan.periods.update(name=hostile_text[:20])
    unit = full_office.communes[0]
    full_office.enter("CT01", 5, unit=unit, ordinal=2, note=hostile_text, source=hostile_text)
    remarks_save(
        unit=unit, period=full_office.period(2), actor=full_office.reporters[0], remarks=hostile_text, seen_version=0
    )
    full_office.submit(unit, 2, reason=hostile_text)
    content = meeting_workbook_bytes(documents_of(full_office.leader, 2, pending=True))
    workbook = load_workbook(BytesIO(content))
    hostile_count = 0
    for sheet in workbook.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            if isinstance(cell.value, str):
                assert not cell.value.startswith(("=", "+", "@", "\t", "\r"))
                assert not cell.value.startswith("-") or cell.value == "-"
                hostile_count += hostile_text.strip("\t\r\x07")[:8].strip("\x07") in cell.value
    assert hostile_count > 20
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<f[ >]", parts.read(name))


@pytest.mark.parametrize("pending", [False, True])
def test_every_paper_says_which_data_it_holds(full_office: SampleOffice, pending: bool) -> None:
    workbook = meeting_workbook_of(full_office, pending=pending)
    for name in ("Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", SUBMISSIONS, CHARTS):
        texts = [str(cell.value) for row in workbook[name].iter_rows() for cell in row if cell.value]
        has_warning = "SỐ LIỆU GỒM CẢ BÁO CÁO CHỜ DUYỆT, CHƯA CHÍNH THỨC" in texts
        assert has_warning == pending
        data = "Số liệu gồm cả báo cáo chờ duyệt" if pending else "Số liệu đã duyệt"
        assert any(text.startswith(data) for text in texts)


def test_every_sheet_is_a_page_wide_on_a4_with_its_own_numbers(full_office: SampleOffice) -> None:
    for sheet in meeting_workbook_of(full_office).worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert (sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber) == (1, True)
        assert sheet.HeaderFooter.differentFirst
        assert sheet.oddHeader.center.text == "&P"
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row}
        assert fonts == {"Times New Roman"}


def test_names_and_motto_print_in_the_sizes_of_the_decree(full_office: SampleOffice) -> None:
    """Whatever the scale at which a wide table fits the page."""
    workbook = meeting_workbook_of(full_office)
    for name in ("Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", SUBMISSIONS):
        sheet = workbook[name]
        widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, sheet.max_column + 1)]
        print_sizes = {
            str(cell.value): cell.font.size * page_scale(widths)
            for row in sheet.iter_rows(max_row=8)
            for cell in row
            if cell.value
        }
        for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "HUYỆN CHỢ ĐỒN"):
            assert 11.5 <= print_sizes[text] <= 13.5
        assert 13 <= next(size for text, size in print_sizes.items() if text.endswith("QUÝ III NĂM 2022")) <= 14.5


def test_a_scope_without_indicators_has_five_honest_sheets(office: SampleOffice) -> None:
    UnitFactory.create(code="NV", name="Phòng Nội vụ", parent=office.district)
    workbook = meeting_workbook_of(office, code="NV")
    assert len(workbook.sheetnames) == 5
    texts = [str(row[0]) for row in workbook["Biểu 02 Theo đơn vị"].iter_rows(values_only=True)]
    assert "Phạm vi này không có đơn vị nào báo cáo chỉ tiêu." in texts
    assert submission_rows(workbook) == {}
    assert figure_rows(workbook) == []


@pytest.mark.parametrize("state", list(PeriodState))
def test_it_is_made_in_every_state_of_a_period(office: SampleOffice, state: PeriodState) -> None:
    report_all_communes(office, ordinal=2)
    if state == PeriodState.LOCKED:
        office.set_period(2, state)
    else:
        Period.objects.filter(plan=office.plan, ordinal=2).update(state=state)
    workbook = meeting_workbook_of(office, 2)
    statuses = {cell.value for row in workbook.worksheets[0].iter_rows() for cell in row} & {*STATUS_LABELS.values()}
    assert (statuses == {STATUS_LABELS[Status.NOT_DUE]}) == (state == PeriodState.UPCOMING)


def test_the_number_is_the_same_on_all_sheets(full_office: SampleOffice) -> None:
    workbook = meeting_workbook_of(full_office)
    first = SummarySheet(meeting_workbook_bytes(documents_of(full_office.leader, 3)))
    assert UnitSheet(workbook).data("Chung", "CT01")[0] == first.data(first.row("CT01")["name"].value, "actual")
    parts = [UnitSheet(workbook).data(unit.short_name, "CT01")[0] for unit in full_office.communes]
    assert plain_number(sum(Decimal(part) for part in parts)) == UnitSheet(workbook).data("Chung", "CT01")[0]
