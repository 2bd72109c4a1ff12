"""Biểu 01: every number is the screen's, every text is only text, and it prints as one would hand it out."""

import re
from decimal import Decimal
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl.utils import get_column_letter

from chodon_thidua.lib import clock
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from reports.models import Report
from reports.progress.assessment_text import result_cells
from reports.services.remarks import remarks_save
from reports.services.reopening import report_reopen
from targets.enums import STATUS_LABELS, Comparator, PeriodState, Status
from targets.models import Baseline, Field, Indicator, Target
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.meeting.reading import KEYS, NUMBERS, SummarySheet, data_of, documents_of, overview_of
from tests.reports.pages import page, report_all_communes, visible_text
from units.enums import UnitKind
from units.models import Unit

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite

ON_SCREEN = ["target", "actual", "percent", "same_period", "same_period_change", "estimate"]


# The numbers


def test_every_number_is_that_of_the_overview(full_office: SampleOffice) -> None:
    for ordinal, code in [*((ordinal, "") for ordinal in range(1, 6)), (3, "02010"), (3, "NNPTNT")]:
        overview = overview_of(full_office.leader, ordinal, code)
        sheet = SummarySheet.of(full_office.leader, ordinal, code)
        assert list(sheet.rows) == [row.indicator.name for row in overview.rows]
        for row in overview.rows:
            cells = result_cells(row.assessment)
            numbers = {key: sheet.data(row.indicator.name, key) for key in NUMBERS}
            assert numbers == {key: getattr(cells, key).data for key in NUMBERS}
            assert sheet.rows[row.indicator.name]["status"].value == STATUS_LABELS[row.status]


def test_the_sheet_holds_what_the_page_shows(full_office: SampleOffice, client: Client) -> None:
    full_office.enter("CT01", 7, unit=full_office.communes[1], ordinal=2)
    full_office.submit(full_office.communes[1], 2)
    client.force_login(full_office.leader)
    for address in ("ky=1", "ky=3", "ky=3&don-vi=02011", "ky=3&so-lieu=cho-duyet", "ky=5"):
        sheet = SummarySheet(client.get(f"/xuat/tong-hop.xlsx?{address}").content)
        page_rows = page(client, address).xpath("//tr[@data-indicator]")
        assert len(page_rows) == len(sheet.rows) > 0
        for row, cells in zip(page_rows, sheet.rows.values(), strict=True):
            page_numbers = {td.get("data-field"): td.get("data-value") for td in row.xpath("td[@data-field]")}
            assert {key: data_of(cells[key]) for key in ON_SCREEN} == {key: page_numbers[key] for key in ON_SCREEN}
            assert cells["status"].value == STATUS_LABELS[Status(row.get("data-status"))]
            assert visible_text(row.xpath("td")[0]) == cells["number"].value


def test_numbers_keep_the_decimals_of_the_screen(full_office: SampleOffice) -> None:
    sheet = SummarySheet.of(full_office.leader, 3)
    assert sheet.value("CT01", "actual") == 153
    assert sheet.value("CT01", "same_period") == 90.75
    assert "#,##0.00" in sheet.row("CT01")["same_period"].number_format
    assert sheet.value("CT01", "last_year") == 120
    assert sheet.value("CT01", "estimate") == 181.5
    assert sheet.value("CT01", "percent") == 127.5
    assert "#,##0.0" in sheet.row("CT01")["percent"].number_format
    assert sheet.value("CT01", "same_period_change") == pytest.approx(168.595041)


def test_a_fall_is_a_number_that_reads_as_a_fall(full_office: SampleOffice) -> None:
    target = SummarySheet.of(full_office.leader, 3).row("CT02")["target"]
    assert target.value == 2
    assert target.number_format.startswith('[$-42A]"giảm ≥ "#,##0.0" điểm"')
    assert "Giảm 3 điểm so với cuối năm 2021." in SummarySheet.of(full_office.leader, 3).value("CT02", "notes")
    Baseline.objects.filter(indicator__code="CT02").update(numerator=8)
    assert "Tăng 1 điểm so với cuối năm 2021." in SummarySheet.of(full_office.leader, 3).value("CT02", "notes")
    Baseline.objects.filter(indicator__code="CT02").update(numerator=9)
    assert "Bằng cuối năm 2021." in SummarySheet.of(full_office.leader, 3).value("CT02", "notes")


def test_without_a_percentage_the_difference_is_said_in_words(full_office: SampleOffice) -> None:
    Target.objects.filter(indicator__code="CT02").update(value=0, comparator=Comparator.ABOVE)
    sheet = SummarySheet.of(full_office.leader, 3)
    assert sheet.value("CT02", "target") == 0
    assert sheet.row("CT02")["target"].number_format == '"giảm"'
    assert sheet.value("CT02", "percent") is None
    Target.objects.filter(indicator__code="CT01").update(comparator=Comparator.AT_MOST)
    notes = SummarySheet.of(full_office.leader, 3).value("CT01", "notes")
    assert "Chênh lệch so với kế hoạch: +33." in notes


def test_empty_zero_and_not_applicable_differ(office: SampleOffice) -> None:
    first, second, third = office.communes
    office.enter("CT01", 0, unit=first)
    office.enter("CT01", unit=second, not_applicable=True, note="Không có đất rừng.")
    for commune in (first, second):
        office.approve(commune)
    assert SummarySheet.of(office.leader, 3, first.code).value("CT01", "actual") == 0
    exempt_sheet = SummarySheet.of(office.leader, 3, second.code)
    assert exempt_sheet.value("CT01", "actual") is None
    assert exempt_sheet.value("CT01", "status") == STATUS_LABELS[Status.NOT_ASSESSED]
    assert "Không có đất rừng." in exempt_sheet.value("CT01", "notes")
    silent_sheet = SummarySheet.of(office.leader, 3, third.code)
    assert silent_sheet.value("CT01", "actual") is None
    assert silent_sheet.value("CT01", "status") == STATUS_LABELS[Status.NO_DATA]


def test_a_composite_counts_its_children(full_office: SampleOffice) -> None:
    sheet = SummarySheet.of(full_office.leader, 3)
    composite = sheet.row("CT04")
    assert composite["actual"].value == "0/2 đạt"
    assert [composite[key].value for key in ("target", "percent", "in_period", "last_year")] == [None] * 4
    child = sheet.rows["Tỷ lệ tuyển quân"]
    assert (child["number"].value, child["actual"].value, child["unit_of_measure"].value) == ("-", 98.5, "%")
    assert sheet.rows["Tỷ lệ dự bị"]["actual"].value == 0
    assert composite["notes"].value is None


def test_the_year_has_no_quarter(full_office: SampleOffice) -> None:
    sheet = SummarySheet.of(full_office.leader, 5)
    assert "Thực hiện quý" in sheet.headings
    assert {row["in_period"].value for row in sheet.rows.values()} == {None}
    assert "CẢ NĂM 2022" in " ".join(sheet.above)


# Rows and texts


def test_rows_stand_under_their_fields_with_one_running_number(office: SampleOffice) -> None:
    second = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT01").update(field=second)
    office.set_leads(office.department)
    sheet = SummarySheet.of(office.leader, 3)
    assert sheet.fields == [("I", "Kinh tế"), ("II", "Xã hội")]
    assert [row["number"].value for row in sheet.rows.values()] == ["1", "2", "3", "-", "-", "4"]
    assert sheet.value("CT01", "lead") == "Phòng NN&PTNT"
    field_sheet = SummarySheet.of(office.leader, 3, field_code=second.code)
    assert field_sheet.fields == [("II", "Xã hội")]
    assert [name[-4:] for name in field_sheet.rows] == ["CT01"]
    assert field_sheet.contains("Tổng số 01 chỉ tiêu: Chưa đủ số liệu 01.")
    assert field_sheet.contains("Chỉ gồm lĩnh vực Xã hội.")
    assert "Lĩnh vực: Xã hội" in " ".join(field_sheet.above)


@pytest.mark.parametrize("hostile_text", ['=HYPERLINK("http://x")', "-2+3"])
def test_nothing_that_people_wrote_is_a_formula(office: SampleOffice, hostile_text: str) -> None:
    Indicator.objects.update(name=hostile_text, unit_of_measure=hostile_text)
    Field.objects.update(name=hostile_text)
    Unit.objects.filter(pk=office.department.pk).update(short_name=hostile_text)
    Unit.objects.filter(pk=office.communes[0].pk).update(name=hostile_text, short_name=hostile_text)
    for code in office.indicators:
        office.set_leads(office.department, code=code)
    office.enter("CT01", 5, note=hostile_text, source=hostile_text)
    remarks_save(
        unit=office.communes[0], period=office.period(), actor=office.reporters[0], remarks=hostile_text, seen_version=0
    )
    office.approve()
    for code in ("", office.communes[0].code):
        content = meeting_workbook_bytes(documents_of(office.leader, 3, code))
        kinds = {cell.data_type for row in SummarySheet(content).sheet.iter_rows() for cell in row}
        assert kinds == {"n", "s"}
        with ZipFile(BytesIO(content)) as parts:
            assert not re.search(rb"<f[ >]", parts.read("xl/worksheets/sheet1.xml"))


def test_notes_say_how_far_a_number_can_be_trusted(office: SampleOffice) -> None:
    for n, commune in enumerate(office.communes[:2]):
        office.enter("CT01", 10, unit=commune, note="Đã trồng xong", source=f"Báo cáo số {n}.")
        office.approve(commune)
    notes = SummarySheet.of(office.leader, 3).value("CT01", "notes")
    assert notes == (
        "Đơn vị đã duyệt: 2/3. Chưa có số liệu được duyệt: Bằng Lãng. Ngọc Phái, Quảng Bạch: Đã trồng xong. "
        "Nguồn: Báo cáo số 0; Báo cáo số 1."
    )


def test_long_notes_are_cut_and_counted(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=8, indicators=["AMOUNT"])
        for n, commune in enumerate(office.communes):
            office.enter("CT01", 1, unit=commune, note=f"{n} " + "dài " * 100, source=f"Nguồn {n}")
            office.approve(commune)
        sheet = SummarySheet.of(office.leader, 3)
    notes = sheet.value("CT01", "notes")
    assert "Và ghi chú của 05 đơn vị khác." in notes
    assert notes.endswith("và 05 nguồn khác.")
    assert len(notes) < 900
    assert sheet.sheet.row_dimensions[sheet.row("CT01")["notes"].row].height < 409


def test_a_report_being_corrected_is_marked(office: SampleOffice) -> None:
    report_all_communes(office)
    assert "Đang đính chính." not in SummarySheet.of(office.leader, 3).value("CT01", "notes")
    report = office.report()
    assert report
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Cộng nhầm.")
    sheet = SummarySheet.of(office.leader, 3)
    assert "Đang đính chính." in sheet.value("CT01", "notes")
    assert sheet.value("CT01", "actual") == 150


def test_pending_figures_are_in_only_when_asked_and_said_twice(office: SampleOffice) -> None:
    office.enter("CT01", 12)
    office.submit()
    approved_sheet, pending_sheet = SummarySheet.of(office.leader, 3), SummarySheet.of(office.leader, 3, pending=True)
    assert approved_sheet.value("CT01", "actual") is None
    assert approved_sheet.contains("Số liệu đã duyệt, đến ngày 14/09/2022 (kỳ báo cáo đang mở).")
    assert not any("CHỜ DUYỆT" in line for line in approved_sheet.above)
    assert pending_sheet.value("CT01", "actual") == 12
    assert pending_sheet.contains("Số liệu gồm cả báo cáo chờ duyệt, chưa chính thức, đến ngày 14/09/2022")
    assert "SỐ LIỆU GỒM CẢ BÁO CÁO CHỜ DUYỆT, CHƯA CHÍNH THỨC" in pending_sheet.above


def test_drafts_are_nowhere(office: SampleOffice) -> None:
    office.enter("CT01", "777333", note="lời riêng", source="lời riêng")
    for pending in (False, True):
        sheet = SummarySheet.of(office.leader, 3, pending=pending)
        assert sheet.value("CT01", "actual") is None
        assert not any("lời riêng" in str(cell.value) for row in sheet.sheet.iter_rows() for cell in row)


def test_the_last_lines_say_how_many_which_data_who_and_when(office: SampleOffice) -> None:
    report_all_communes(office)
    remarks = "Thiếu cây giống.\nĐề nghị huyện hỗ trợ"
    office.set_period(4, PeriodState.OPEN)
    with clock.at(moment(15, 12)):
        unit = office.communes[0]
        office.enter("CT01", 1, unit=unit, ordinal=4)
        version = Report.objects.get(unit=unit, period__ordinal=4).remarks_version
        remarks_save(
            unit=unit, period=office.period(4), actor=office.reporters[0], remarks=remarks, seen_version=version
        )
        office.approve(unit, 4)
        sheet = SummarySheet.of(office.leader, 4)
    assert sheet.contains("Tổng số 04 chỉ tiêu: Vượt 01; Chưa đủ số liệu 03.")
    assert sheet.contains("Báo cáo kỳ này: 1/4 đơn vị đã nộp, 1 đúng hạn.")
    assert sheet.contains("Chưa nộp: Bằng Lãng, Phòng NN&PTNT, Quảng Bạch.")
    assert sheet.contains("In lúc 09:00 ngày 15/12/2022.")
    assert sheet.contains("Ngọc Phái: Thiếu cây giống. Đề nghị huyện hỗ trợ.")
    assert [line for line in sheet.below if line.isupper()] == ["NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"]


def test_the_head_is_that_of_an_official_paper(office: SampleOffice) -> None:
    district = SummarySheet.of(office.leader, 3)
    assert [line for line in district.above if set(line) != {"_"}] == [
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "HUYỆN CHỢ ĐỒN",
        "Độc lập - Tự do - Hạnh phúc",
        "Biểu 01",
        "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU THI ĐUA QUÝ III NĂM 2022",
        "(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm 2022 của Ủy ban nhân dân huyện Chợ Đồn)",
        "Đơn vị: Huyện Chợ Đồn – Kế hoạch số 15/KH-UBND ngày 26/01/2022 – Số liệu đến ngày 14/09/2022",
    ]
    assert district.contains("Chợ Đồn, ngày …… tháng …… năm 2022")
    department = SummarySheet.of(office.leader, 3, "NNPTNT")
    assert department.above[0] == "PHÒNG NN&PTNT"
    assert department.contains("Chợ Đồn, ngày …… tháng …… năm 2022")
    assert "của Phòng NN&PTNT)" in " ".join(department.above)


def test_a_scope_without_indicators_is_an_honest_sheet(office: SampleOffice) -> None:
    UnitFactory.create(code="CUM", name="Cụm số 1", kind=UnitKind.CLUSTER, parent=office.district)
    sheet = SummarySheet.of(office.leader, 3, "CUM")
    assert sheet.rows == {}
    assert sheet.contains("Tổng số 00 chỉ tiêu.")
    assert not sheet.contains("đã nộp")


# The paper


def test_it_prints_on_one_page_across_with_the_head_repeated(office: SampleOffice) -> None:
    report_all_communes(office)
    summary = SummarySheet.of(office.leader, 3)
    sheet, heading_row = summary.sheet, summary.heading_row
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${heading_row}:${heading_row}"
    assert sheet.freeze_panes == f"C{heading_row + 1}"
    signature_row = next(cell.row for cell in sheet["A"] if cell.value == "(Ký, ghi rõ họ tên)")
    assert sheet.print_area == f"'Biểu 01 Tổng hợp'!$A$1:$N${signature_row + 3}"
    margins = [sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.left, sheet.page_margins.right]
    assert [round(side * 25.4) for side in margins] == [20, 20, 30, 15]
    assert sheet.HeaderFooter.differentFirst
    first_header, other_header = sheet.firstHeader, sheet.oddHeader
    assert first_header is not None
    assert first_header.center.text is None
    assert other_header is not None
    assert (other_header.center.text, other_header.center.font) == ("&P", "Times New Roman,Regular")


def test_everything_is_in_times_new_roman_and_every_row_has_its_height(office: SampleOffice) -> None:
    report_all_communes(office)
    sheet = SummarySheet.of(office.leader, 3).sheet
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Times New Roman"}
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))


def test_a_long_name_makes_its_row_higher_and_a_long_number_its_column_wider(office: SampleOffice) -> None:
    short_sheet = SummarySheet.of(office.leader, 3)
    Indicator.objects.filter(code="CT01").update(name="Diện tích rừng trồng mới tập trung " * 4 + "CT01")
    Target.objects.filter(indicator__code="CT01", unit=office.district).update(value=Decimal("98765432109876.25"))
    long_sheet = SummarySheet.of(office.leader, 3)
    heights = [s.sheet.row_dimensions[s.row("CT01")["name"].row].height for s in (short_sheet, long_sheet)]
    assert heights[1] > 2 * heights[0]
    letter = get_column_letter(KEYS.index("target") + 1)
    assert (
        short_sheet.sheet.column_dimensions[letter].width < 10 < 19 < long_sheet.sheet.column_dimensions[letter].width
    )


def test_the_assessment_is_a_word_on_a_pale_ground(office: SampleOffice) -> None:
    report_all_communes(office)
    sheet = SummarySheet.of(office.leader, 3)
    status = sheet.row("CT01")["status"]
    assert (status.value, status.font.bold, status.fill.start_color.rgb) == ("Vượt", True, "00DCF2E6")
    assert {row["status"].value for row in sheet.rows.values()} <= set(STATUS_LABELS.values())


def test_signatures_never_stand_alone(office: SampleOffice) -> None:
    """A name of growing length ends the table at ever other places of the page."""
    row_counts = []
    for length, code in product(range(1, 9), ("", office.communes[0].code)):
        Indicator.objects.filter(code="CT01").update(name="Diện tích rừng trồng mới tập trung " * length)
        sheet = SummarySheet.of(office.leader, 3, code).sheet
        last_row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("Tổng số")) - 2
        row_counts.append([last_row - page_break.id for page_break in sheet.row_breaks.brk])
    assert [] in row_counts
    assert [2] in row_counts  # two rows of the table go with the signatures
    assert min(rows for on_pages in row_counts for rows in on_pages) == 2


def test_the_workbook_names_itself(office: SampleOffice) -> None:
    workbook = SummarySheet.of(office.leader, 3).workbook
    assert workbook.sheetnames == [
        "Biểu 01 Tổng hợp",
        "Biểu 02 Theo đơn vị",
        "Biểu 03 Tiến độ nộp",
        "Số liệu",
        "Biểu đồ",
    ]
    assert (workbook.properties.title, workbook.properties.creator) == (
        "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU THI ĐUA QUÝ III NĂM 2022",
        "Theo dõi thi đua",
    )
