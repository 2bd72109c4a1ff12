"""The other sheets of the workbook: every cell is that of the pages, and nothing that people wrote is a formula."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import plain
from reports.excel import figure_sheet
from reports.excel import summary as workbook
from reports.excel.page import scale_of
from reports.excel.summary import summary_file
from reports.models import Figure
from reports.papers import by_unit
from reports.services.reports import remarks_save
from targets.enums import STATUS_LABELS, PeriodState, Status
from targets.models import Field, Indicator, Period, Plan, Target
from tests.factories import UnitFactory
from tests.reports.builders import Office, make_office, moment
from tests.reports.excel.reading import Sheet, UnitSheet, data_of, papers_of
from tests.reports.pages import all_report, page, section, signed_in, words
from tests.reports.reviewing import again, reopen
from units.models import Unit, UnitSuccession

FIGURES, SENDING, CHARTS = "Số liệu", "Biểu 03 Tiến độ nộp", "Biểu đồ"
HOSTILE = ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "]]>&<b>\x07'\"")


def book_of(office: Office, ordinal: int | None = 3, code: str = "", **options: Any) -> Workbook:
    content = summary_file(papers_of(again(office.leader), ordinal, code, **options))
    return load_workbook(BytesIO(content))


def on_page(client: Client, address: str) -> dict[str, tuple[str, str]]:
    """By code what the dashboard shows as reached and as percentage."""
    rows = page(client, address).xpath("//tr[@data-indicator]")
    return {row.get("data-indicator"): (field(row, "actual"), field(row, "percent")) for row in rows}


def field(row: Any, name: str) -> str:
    return str(row.xpath(f"td[@data-field='{name}']/@data-value")[0])


def lines(book: Workbook) -> list[dict[str, Any]]:
    """The figures, each by the heads of their columns."""
    heads, *rows = book[FIGURES].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def sending(book: Workbook) -> dict[str, tuple[Any, ...]]:
    """By name of the unit the rest of its row."""
    rows = list(book[SENDING].iter_rows(values_only=True))
    at = next(n for n, row in enumerate(rows) if row[0] == "TT")
    return {str(row[1]): row[2:] for row in rows[at + 1 :] if isinstance(row[0], (int, float))}


# Biểu 02


@pytest.mark.parametrize(("ordinal", "pending"), [(1, False), (3, False), (3, True), (5, False)])
def test_each_unit_has_the_numbers_of_its_own_page(busy: Office, ordinal: int, pending: bool) -> None:
    busy.enter("CT01", 7, unit=busy.communes[0], ordinal=2)
    busy.submit(busy.communes[0], 2)
    sheet = UnitSheet(book_of(busy, ordinal, pending=pending))
    client = signed_in(busy.leader)
    data = f"ky={ordinal}&so-lieu={'cho-duyet' if pending else 'da-duyet'}"
    seen = set()
    for unit in (*busy.communes, busy.department):
        shown = on_page(client, f"{data}&don-vi={unit.code}")
        for code, numbers in shown.items():
            if Indicator.objects.get(code=code).measure != "ALL_OF":
                assert sheet.data(unit.short_name, code) == numbers
                seen.add((unit.short_name, code))
    whole = on_page(client, data)
    for name, code in sheet.cells:
        if name == "Chung":
            assert sheet.data(name, code) == whole[code]
        else:
            assert (name, code) in seen or sheet.data(name, code) == ("", "")
    assert {code for unit, code in sheet.cells if unit == "Chung"} == {code for _, code in seen}


def test_empty_cells_say_why(busy: Office) -> None:
    Target.objects.filter(indicator__code="CT01", unit=busy.communes[1]).update(value=None, comparator=None)
    Figure.objects.filter(report__unit=busy.communes[2], indicator__code="CT01").update(numerator=None)
    notes = UnitSheet(book_of(busy)).notes
    assert "CT01: Không giao chỉ tiêu." in notes["Quảng Bạch"]
    assert "CT01: Chưa có số liệu được tính." in notes["Bằng Lãng"]


def test_indicators_of_the_same_units_stand_together(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    together = ["CT01", "CT02", "CT03", "CT04a", "CT04b"]
    names = ["Bằng Lãng", "Ngọc Phái", "Phòng NN&PTNT", "Quảng Bạch", "Chung"]
    assert UnitSheet(book_of(busy)).tables == [(together, names)]  # few units share a table
    monkeypatch.setattr(by_unit, "MOST_TOGETHER", 3)
    assert UnitSheet(book_of(busy)).tables == [
        (["CT01", "CT02"], ["Bằng Lãng", "Ngọc Phái", "Quảng Bạch", "Chung"]),
        (["CT03", "CT04a", "CT04b"], ["Phòng NN&PTNT", "Chung"]),
    ]


def test_many_indicators_make_many_tables_and_none_is_lost(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=4, indicators=["AMOUNT"] * 14 + ["RECOGNITION"] * 9)
        all_report(office)
        sheet = UnitSheet(book_of(office))
        own = UnitSheet(book_of(office, code=office.communes[0].code))
    assert [len(codes) for codes, _ in sheet.tables] == [6, 6, 2, 6, 3]
    assert [code for codes, _ in sheet.tables for code in codes] == [f"CT{n:02d}" for n in range(1, 24)]
    # One unit alone needs no line for all of them.
    assert own.tables[0][1] == ["Ngọc Phái"]


def test_a_table_over_several_pages_has_its_heads_on_each(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=60, indicators=["AMOUNT"])
        sheet = book_of(office)["Biểu 02 Theo đơn vị"]
    heads = [row[0].row for row in sheet.iter_rows() if row[0].value == "TT"]
    breaks = [one.id + 1 for one in sheet.row_breaks.brk]
    assert len(heads) > 1
    assert heads[1:] == [row for row in breaks if row in heads]
    assert sheet.print_title_rows is None
    names = [row[1].value for row in sheet.iter_rows() if isinstance(row[0].value, str) and row[0].value.isdigit()]
    assert len(names) == len(set(names)) == 60


def test_the_scope_stands_there_too_where_it_reports_itself(office: Office) -> None:
    Target.objects.filter(indicator__code="CT01", unit=office.district).update(reports=True)
    all_report(office)
    sheet = UnitSheet(book_of(office))
    assert sheet.tables[0][1][0] == "Chợ Đồn"
    assert sheet.data("Chợ Đồn", "CT01") == ("", "")


# Biểu 03


def test_who_sent_when_is_that_of_the_unit_pages(office: Office) -> None:
    first, second, third = office.communes
    with clock.at(moment(10)):
        office.enter("CT01", 1, unit=first)
        office.give_back(first)
    with clock.at(moment(18)):
        office.submit(first)
        office.enter("CT01", 1, unit=second)
        office.approve(second)
        office.enter("CT01", 1, unit=third)
        book = book_of(office)
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
            assert words(row.xpath("td[@data-label='Trạng thái']")[0]) == state
            late = words(row.xpath("td[@data-label='So với hạn']")[0])
            assert late == (f"trễ {days} ngày" if days else "đã gửi đúng hạn")
            assert words(row.xpath("td[@data-label='Bị trả lại']")[0]) == (f"{returns} lần" if returns else "")
        sent = next(str(row[0]) for row in book[SENDING].iter_rows(values_only=True) if "đã nộp" in str(row[0]))
        assert "2/4 đơn vị đã nộp, 1 đúng hạn" in sent
        assert "2/4 đơn vị đã nộp, 1 đúng hạn" in words(page(client, "ky=3"))
        assert section(page(client, "ky=3"), "nop-bao-cao")


def at(day: int) -> Any:
    return moment(day).replace(hour=0, tzinfo=None)


def test_a_report_to_send_again_is_told_from_one_being_corrected(office: Office) -> None:
    first, second, _ = office.communes
    office.enter("CT01", 1, unit=first)
    office.give_back(first)
    office.enter("CT01", 1, unit=second)
    reopen(office, office.approve(second))
    found = sending(book_of(office))
    assert found["Xã Ngọc Phái"][4].startswith("Phải gửi lại.")
    assert found["Xã Quảng Bạch"][4].startswith("Đang đính chính.")


def test_before_its_time_nobody_is_late(office: Office) -> None:
    found = sending(book_of(office, 4))
    assert {row[2:] for row in found.values()} == {(None, 0, "Chưa đến kỳ.")}


# Số liệu


def test_every_figure_behind_the_numbers_is_there_and_no_other(busy: Office) -> None:
    busy.enter("CT01", 9, unit=busy.communes[0], ordinal=2)  # a draft
    busy.enter("CT01", 8, unit=busy.communes[1], ordinal=2)
    busy.submit(busy.communes[1], 2)
    for pending in (False, True):
        result = papers_of(busy.leader, 3, pending=pending).result
        behind = {
            (indicator, unit, ordinal): figure.numerator
            for (indicator, unit, ordinal), figure in result.reported.figures.items()
            if ordinal <= 3
        }
        found = lines(book_of(busy, 3, pending=pending))
        numbers = sorted((row["Mã chỉ tiêu"], row["Mã đơn vị"], row["Kỳ"], str(row["Số liệu"])) for row in found)
        codes = {one.pk: one.code for one in Indicator.objects.all()}
        units = {one.pk: one.code for one in Unit.objects.all()}
        quarters = {1: "Quý I", 2: "Quý II", 3: "Quý III"}
        assert numbers == sorted(
            (codes[indicator], units[unit], quarters[ordinal], str(int(number) if number % 1 == 0 else float(number)))
            for (indicator, unit, ordinal), number in behind.items()
        )
        total = sum(row["Số liệu"] for row in found if row["Mã chỉ tiêu"] == "CT01")
        value = next(row.assessment.value for row in result.rows if row.code == "CT01")
        assert Decimal(total) == value


def test_a_figure_is_told_whole(office: Office) -> None:
    office.enter("CT02", "12.5", 4000, source="Báo cáo số 5", note="Mùa xuân", as_of=date(2022, 9, 10))
    office.enter("CT01", not_applicable=True, note="Không có rừng")
    office.approve()
    found = {row["Mã chỉ tiêu"]: row for row in lines(book_of(office, 3))}
    assert found["CT02"] == {
        "Kỳ": "Quý III",
        "Mã đơn vị": "02010",
        "Đơn vị": "Xã Ngọc Phái",
        "Lĩnh vực": "Kinh tế",
        "Mã chỉ tiêu": "CT02",
        "Chỉ tiêu": "Lương thực bình quân đầu người CT02",
        "ĐVT": "kg/người/năm",
        "Số phải nhập": "Sản lượng lương thực (tấn)",
        "Số liệu": 12.5,
        "Mẫu số là": "Dân số trung bình (người)",
        "Mẫu số": 4000,
        "Tình trạng": None,
        "Ước cả năm": None,
        "Số liệu đến ngày": at(10),
        "Nguồn": "Báo cáo số 5",
        "Ghi chú": "Mùa xuân",
        "Trạng thái báo cáo": "Đã duyệt",
        "Lần": 1,
    }
    assert (found["CT01"]["Số liệu"], found["CT01"]["Tình trạng"]) == (None, "Không áp dụng")


def test_a_correction_stands_instead_of_what_it_corrects(office: Office) -> None:
    all_report(office, 50)
    reopen(office, office.report())
    assert {row["Lần"] for row in lines(book_of(office))} == {1}
    office.enter("CT01", 60)
    office.approve()
    first = next(row for row in lines(book_of(office)) if row["Mã đơn vị"] == "02010")
    assert (first["Số liệu"], first["Lần"]) == (60, 2)


def test_merged_units_and_units_that_ended_count_where_the_numbers_do(office: Office) -> None:
    all_report(office, 50, ordinal=1)
    first, second, third = office.communes
    UnitSuccession.objects.create(predecessor=first, successor=second, on=date(2022, 3, 15))
    Unit.objects.filter(pk=first.pk).update(valid_to=date(2022, 3, 14))
    Unit.objects.filter(pk=third.pk).update(valid_to=date(2022, 3, 14))
    all_of_them = {row["Mã đơn vị"] for row in lines(book_of(office, 2))}
    assert all_of_them == {first.code, second.code}
    assert {row["Mã đơn vị"] for row in lines(book_of(office, 2, second.code))} == {first.code, second.code}
    value = next(row.assessment.value for row in papers_of(office.leader, 2).result.rows if row.code == "CT01")
    assert value == sum(row["Số liệu"] for row in lines(book_of(office, 2))) == 100


def test_one_field_has_its_own_figures_only(busy: Office) -> None:
    other = Field.objects.create(plan=busy.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT02").update(field=other)
    assert {row["Mã chỉ tiêu"] for row in lines(book_of(busy, field_code="XH"))} == {"CT02"}
    assert UnitSheet(book_of(busy, field_code="XH")).tables[0][0] == ["CT02"]


def test_figures_are_ready_to_be_filtered(busy: Office) -> None:
    sheet = book_of(busy)[FIGURES]
    assert sheet.auto_filter.ref == f"A1:R{sheet.max_row}"
    assert sheet.freeze_panes == "D2"
    assert sheet.print_title_rows == "$1:$1"


def test_too_many_figures_are_left_out_whole_and_it_says_so(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    sheet = book_of(busy)[FIGURES]
    assert sheet.max_row == 1
    assert "quá 3 dòng số liệu" in sheet["A1"].value
    assert "manage.py export_summary" in sheet["A1"].value


def test_what_one_sheet_does_not_hold_goes_on_the_next(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lines(book_of(busy))
    monkeypatch.setattr(figure_sheet, "MOST_ON_A_SHEET", 4)
    book = book_of(busy)
    names = [name for name in book.sheetnames if name.startswith(FIGURES)]
    assert len(names) == -(-len(whole) // 4) > 1
    found = [row for name in names for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert found == [tuple(row.values()) for row in whole]


# Biểu đồ


def test_charts_draw_the_numbers_of_the_first_sheet(busy: Office) -> None:
    content = summary_file(papers_of(busy.leader, 3))
    book = load_workbook(BytesIO(content))
    rows = {row[0].value: row for row in book[CHARTS].iter_rows() if str(row[0].value).startswith("CT")}
    first = Sheet(content)
    shown = {name[-4:]: row for name, row in first.rows.items()}
    for code, row in rows.items():
        cells = shown.get(code) or first.rows[row[1].value]
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
        content = summary_file(papers_of(office.leader, 3))
    with ZipFile(BytesIO(content)) as parts:
        charts = [parts.read(name).decode() for name in sorted(parts.namelist()) if "charts/chart" in name]
    assert len(charts) == 4
    drawn = [re.findall(r'ptCount val="(\d+)"', chart) for chart in charts]
    assert [counts[0] for counts in drawn[1:]] == ["18", "18", "4"]


def test_without_a_percentage_an_indicator_is_named_below(office: Office) -> None:
    texts = [str(cell.value) for row in book_of(office)[CHARTS].iter_rows() for cell in row if cell.value]
    named = next(text for text in texts if text.startswith("Không có phần trăm kế hoạch"))
    assert all(code in named for code in ("CT01", "CT02", "CT03", "CT04a", "CT04b"))
    assert "CT04 " not in named


# All of them


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_people_wrote_is_a_formula_on_any_sheet(busy: Office, typed: str) -> None:
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
    content = summary_file(papers_of(busy.leader, 2, pending=True))
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
def test_every_paper_says_which_data_it_holds(busy: Office, pending: bool) -> None:
    book = book_of(busy, pending=pending)
    for name in ("Biểu 01 Tổng hợp", "Biểu 02 Theo đơn vị", SENDING, CHARTS):
        texts = [str(cell.value) for row in book[name].iter_rows() for cell in row if cell.value]
        warned = "SỐ LIỆU GỒM CẢ BÁO CÁO CHỜ DUYỆT, CHƯA CHÍNH THỨC" in texts
        assert warned == pending
        data = "Số liệu gồm cả báo cáo chờ duyệt" if pending else "Số liệu đã duyệt"
        assert any(text.startswith(data) for text in texts)


def test_every_sheet_is_a_page_wide_on_a4_with_its_own_numbers(busy: Office) -> None:
    for sheet in book_of(busy).worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert (sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber) == (1, True)
        assert sheet.HeaderFooter.differentFirst
        assert sheet.oddHeader.center.text == "&P"
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row}
        assert fonts == {"Times New Roman"}


def test_names_and_motto_print_in_the_sizes_of_the_decree(busy: Office) -> None:
    """Whatever the scale at which a wide table fits the page."""
    book = book_of(busy)
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


def test_a_scope_without_indicators_has_five_honest_sheets(office: Office) -> None:
    UnitFactory.create(code="NV", name="Phòng Nội vụ", parent=office.district)
    book = book_of(office, code="NV")
    assert len(book.sheetnames) == 5
    texts = [str(row[0]) for row in book["Biểu 02 Theo đơn vị"].iter_rows(values_only=True)]
    assert "Phạm vi này không có đơn vị nào báo cáo chỉ tiêu." in texts
    assert sending(book) == {}
    assert lines(book) == []


@pytest.mark.parametrize("state", list(PeriodState))
def test_it_is_made_in_every_state_of_a_period(office: Office, state: PeriodState) -> None:
    all_report(office, ordinal=2)
    if state == PeriodState.LOCKED:
        office.set_period(2, state)
    else:
        Period.objects.filter(plan=office.plan, ordinal=2).update(state=state)
    book = book_of(office, 2)
    statuses = {cell.value for row in book.worksheets[0].iter_rows() for cell in row} & {*STATUS_LABELS.values()}
    assert (statuses == {STATUS_LABELS[Status.NOT_DUE]}) == (state == PeriodState.UPCOMING)


def test_the_number_is_the_same_on_all_sheets(busy: Office) -> None:
    book = book_of(busy)
    first = Sheet(summary_file(papers_of(busy.leader, 3)))
    assert UnitSheet(book).data("Chung", "CT01")[0] == first.data(first.row("CT01")["name"].value, "actual")
    parts = [UnitSheet(book).data(unit.short_name, "CT01")[0] for unit in busy.communes]
    assert plain(sum(Decimal(part) for part in parts)) == UnitSheet(book).data("Chung", "CT01")[0]
