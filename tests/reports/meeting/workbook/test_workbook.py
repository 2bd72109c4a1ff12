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
from reports.excel.page_setup import scale_of
from reports.meeting.workbook.meeting_workbook import meeting_workbook_bytes
from reports.models import Figure
from reports.services.transitions import remarks_save
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

FIGURES, SENDING, CHARTS = "Số liệu", "Biểu 03 Tiến độ nộp", "Biểu đồ"
HOSTILE = ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "]]>&<b>\x07'\"")


def sending(book: Workbook) -> dict[str, tuple[Any, ...]]:
    """Returns by name of the unit the rest of its row."""
    rows = list(book[SENDING].iter_rows(values_only=True))
    at = next(n for n, row in enumerate(rows) if row[0] == "TT")
    return {str(row[1]): row[2:] for row in rows[at + 1 :] if isinstance(row[0], (int, float))}


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
        book = meeting_workbook_of(office)
        found = sending(book)
        assert found == {
            "Xã Ngọc Phái": ("Chờ duyệt", at(10), 0, 1, "Gửi lại ngày 18/09/2022. Gửi thiếu: Chưa đủ."),
            "Xã Quảng Bạch": ("Đã duyệt", at(18), 2, 0, "Duyệt ngày 18/09/2022. Gửi thiếu: Chưa đủ."),
            "Xã Bằng Lãng": ("Đang nhập", None, 2, 0, "Trễ 2 ngày."),
            "Phòng NN&PTNT": ("Chưa nhập", None, 2, 0, "Trễ 2 ngày."),
        }
        client = signed_in(office.leader)
        for unit in (*office.communes, office.department):
            row = page(client, f"/don-vi/{unit.code}/").xpath("//tr[@data-period='3']")[0]
            state, _, days, returns, _ = found[unit.name]
            assert visible_text(row.xpath("td[@data-label='Trạng thái']")[0]) == state
            late = visible_text(row.xpath("td[@data-label='So với hạn']")[0])
            assert late == (f"trễ {days} ngày" if days else "đã gửi đúng hạn")
            assert visible_text(row.xpath("td[@data-label='Bị trả lại']")[0]) == (f"{returns} lần" if returns else "")
        sent = next(str(row[0]) for row in book[SENDING].iter_rows(values_only=True) if "đã nộp" in str(row[0]))
        assert "2/4 đơn vị đã nộp, 1 đúng hạn" in sent
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
    found = sending(meeting_workbook_of(office))
    assert found["Xã Ngọc Phái"][4].startswith("Phải gửi lại.")
    assert found["Xã Quảng Bạch"][4].startswith("Đang đính chính.")


def test_before_its_time_nobody_is_late(office: SampleOffice) -> None:
    found = sending(meeting_workbook_of(office, 4))
    assert {row[2:] for row in found.values()} == {(None, 0, "Chưa đến kỳ.")}


# Biểu đồ


def test_charts_draw_the_numbers_of_the_first_sheet(busy: SampleOffice) -> None:
    content = meeting_workbook_bytes(documents_of(busy.leader, 3))
    book = load_workbook(BytesIO(content))
    rows = {row[0].value: row for row in book[CHARTS].iter_rows() if re.fullmatch(r"CT\d+[a-z]?", str(row[0].value))}
    first = SummarySheet(content)
    for row in rows.values():
        cells = first.rows[row[1].value]
        assert data_of(row[2]) == data_of(cells["percent"])
        assert row[3].value == cells["status"].value
    assert len(rows) == sum(cells["percent"].value is not None for cells in first.rows.values()) > 0
    counts = {
        str(row[0].value): row[2].value for row in book[CHARTS].iter_rows() if row[0].value in STATUS_LABELS.values()
    }
    assert sum(counts.values()) == 4
    with ZipFile(BytesIO(content)) as parts:
        charts = [parts.read(name).decode() for name in sorted(parts.namelist()) if "charts/chart" in name]
    kept = [re.findall(r"<(?:c:)?v>([^<]*)<", chart) for chart in charts]
    assert kept[0] == [*counts, *(str(count) for count in counts.values())]
    assert kept[1] == [*rows, *(data_of(row[2]) for row in rows.values())]


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
    drawn = [re.findall(r'ptCount val="(\d+)"', chart) for chart in charts]
    assert [counts[0] for counts in drawn[1:]] == ["18", "18", "4"]


def test_without_a_percentage_an_indicator_is_named_below(office: SampleOffice) -> None:
    texts = [str(cell.value) for row in meeting_workbook_of(office)[CHARTS].iter_rows() for cell in row if cell.value]
    named = next(text for text in texts if text.startswith("Không có phần trăm kế hoạch"))
    assert all(name in named for name in ("1 Diện tích", "2 Lương thực", "3 Số xã", "4a Tỷ lệ", "4b Tỷ lệ"))
    assert "4 Quốc phòng" not in named


# All of them


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_people_wrote_is_a_formula_on_any_sheet(busy: SampleOffice, typed: str) -> None:
    Indicator.objects.update(name=typed, unit_of_measure=typed[:20], lead=busy.department)
    Field.objects.update(name=typed)
    Plan.objects.update(document_number=typed[:20], title=typed)
    Unit.objects.update(name=typed, short_name=typed)
    Figure.objects.update(note=typed, source=typed)
    busy.plan.periods.update(name=typed[:20])
    unit = busy.communes[0]
    busy.enter("CT01", 5, unit=unit, ordinal=2, note=typed, source=typed)
    remarks_save(unit=unit, period=busy.period(2), actor=busy.reporters[0], remarks=typed, seen_version=0)
    busy.submit(unit, 2, reason=typed)
    content = meeting_workbook_bytes(documents_of(busy.leader, 2, pending=True))
    book = load_workbook(BytesIO(content))
    found = 0
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            if isinstance(cell.value, str):
                assert not cell.value.startswith(("=", "+", "@", "\t", "\r"))
                assert not cell.value.startswith("-") or cell.value == "-"
                found += typed.strip("\t\r\x07")[:8].strip("\x07") in cell.value
    assert found > 20
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<f[ >]", parts.read(name))


@pytest.mark.parametrize("pending", [False, True])
def test_every_paper_says_which_data_it_holds(busy: SampleOffice, pending: bool) -> None:
    book = meeting_workbook_of(busy, pending=pending)
    for name in ("Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", SENDING, CHARTS):
        texts = [str(cell.value) for row in book[name].iter_rows() for cell in row if cell.value]
        warned = "SỐ LIỆU GỒM CẢ BÁO CÁO CHỜ DUYỆT, CHƯA CHÍNH THỨC" in texts
        assert warned == pending
        data = "Số liệu gồm cả báo cáo chờ duyệt" if pending else "Số liệu đã duyệt"
        assert any(text.startswith(data) for text in texts)


def test_every_sheet_is_a_page_wide_on_a4_with_its_own_numbers(busy: SampleOffice) -> None:
    for sheet in meeting_workbook_of(busy).worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert (sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber) == (1, True)
        assert sheet.HeaderFooter.differentFirst
        assert sheet.oddHeader.center.text == "&P"
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row}
        assert fonts == {"Times New Roman"}


def test_names_and_motto_print_in_the_sizes_of_the_decree(busy: SampleOffice) -> None:
    """Whatever the scale at which a wide table fits the page."""
    book = meeting_workbook_of(busy)
    for name in ("Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", SENDING):
        sheet = book[name]
        widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, sheet.max_column + 1)]
        printed = {
            str(cell.value): cell.font.size * scale_of(widths)
            for row in sheet.iter_rows(max_row=8)
            for cell in row
            if cell.value
        }
        for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "HUYỆN CHỢ ĐỒN"):
            assert 11.5 <= printed[text] <= 13.5
        assert 13 <= next(size for text, size in printed.items() if text.endswith("QUÝ III NĂM 2022")) <= 14.5


def test_a_scope_without_indicators_has_five_honest_sheets(office: SampleOffice) -> None:
    UnitFactory.create(code="NV", name="Phòng Nội vụ", parent=office.district)
    book = meeting_workbook_of(office, code="NV")
    assert len(book.sheetnames) == 5
    texts = [str(row[0]) for row in book["Biểu 02 Theo đơn vị"].iter_rows(values_only=True)]
    assert "Phạm vi này không có đơn vị nào báo cáo chỉ tiêu." in texts
    assert sending(book) == {}
    assert figure_rows(book) == []


@pytest.mark.parametrize("state", list(PeriodState))
def test_it_is_made_in_every_state_of_a_period(office: SampleOffice, state: PeriodState) -> None:
    report_all_communes(office, ordinal=2)
    if state == PeriodState.LOCKED:
        office.set_period(2, state)
    else:
        Period.objects.filter(plan=office.plan, ordinal=2).update(state=state)
    book = meeting_workbook_of(office, 2)
    statuses = {cell.value for row in book.worksheets[0].iter_rows() for cell in row} & {*STATUS_LABELS.values()}
    assert (statuses == {STATUS_LABELS[Status.NOT_DUE]}) == (state == PeriodState.UPCOMING)


def test_the_number_is_the_same_on_all_sheets(busy: SampleOffice) -> None:
    book = meeting_workbook_of(busy)
    first = SummarySheet(meeting_workbook_bytes(documents_of(busy.leader, 3)))
    assert UnitSheet(book).data("Chung", "CT01")[0] == first.data(first.row("CT01")["name"].value, "actual")
    parts = [UnitSheet(book).data(unit.short_name, "CT01")[0] for unit in busy.communes]
    assert plain_number(sum(Decimal(part) for part in parts)) == UnitSheet(book).data("Chung", "CT01")[0]
