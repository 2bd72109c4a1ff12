"""Parts of a workbook that were not read, each with its place and what to do: at all three ways in."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.intake.baselines import layout as baselines
from reports.intake.figures.layout import LAYOUT
from reports.intake.kit.form_workbook import GUIDE
from reports.intake.kit.template_layout import HEADING_ROW
from reports.intake.targets import layout as targets
from reports.models import Figure
from targets.rhythm import Rhythm
from tests.reports.builders import SampleOffice
from tests.reports.intake.filling import IntakeResponse, IntakeSession, cell_coordinate
from tests.reports.pages import signed_in, visible_text

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite

PLAN_BOOKS = [
    ("/ke-hoach/2022/chi-tieu/excel/", targets.LAYOUT, "value"),
    ("/ke-hoach/2022/nam-truoc/excel/", baselines.unnamed_layout(Rhythm.QUARTERS), "o1"),
]


def unread(answer: IntakeResponse) -> dict[str, str]:
    return {part.get("data-unread"): visible_text(part) for part in answer.tree.xpath("//li[@data-unread]")}


def test_an_untouched_template_is_read_whole(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT01", "12.345678", ordinal=2)
    assert unread(own.send(own.download_template())) == {}
    coordinator = signed_in(office.administrator)
    for url, *_ in PLAN_BOOKS:
        way = IntakeSession(coordinator, url)
        assert unread(way.send(coordinator.get(f"{url}mau.xlsx").content)) == {}


def test_a_copy_of_the_sheet_that_was_filled_in_is_told(own: IntakeSession) -> None:
    workbook = own.download_template()
    copy = workbook.workbook.copy_worksheet(workbook.sheet)
    copy.title = "Số liệu (2)"
    place = cell_coordinate(workbook, "CT01", "numerator")
    copy[place] = 7
    answer = own.send(workbook)
    assert "không thay đổi số nào" in answer.text
    assert unread(answer) == {
        "Trang “Số liệu (2)”": "Trang “Số liệu (2)”: Trang này là bản sao của trang “Số liệu” nên không được đọc; "
        f"có 1 ô khác ({place}). Chép số đã điền sang trang “Số liệu” rồi tải tệp lên lại."
    }
    assert not Figure.objects.exists()
    copy[place] = None
    assert "không có ô nào khác" in str(unread(own.send(workbook)))


def test_other_sheets_with_something_in_them_are_told_whoever_sees_them(own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT01", numerator=3)
    workbook.workbook.create_sheet("Trống")
    workbook.workbook.create_sheet("Nháp")["B2"] = 5
    workbook.workbook.create_sheet("Kín").sheet_state = "hidden"
    workbook.workbook["Kín"].append(("a", "=1+1"))
    workbook.workbook[GUIDE]["A1"] = "CÁCH GHI"
    answer = own.send(workbook)
    assert set(answer.changes) == {"CT01"}
    assert set(unread(answer)) == {"Trang “Nháp”", "Trang “Kín” (đang ẩn)"}
    assert "không thuộc mẫu nên không được đọc (1 dòng có nội dung)" in unread(answer)["Trang “Nháp”"]


def test_cells_outside_the_table_are_told_by_column(own: IntakeSession) -> None:
    workbook = own.download_template()
    row, beyond = workbook.row("CT01"), len(LAYOUT.columns) + 1
    for number in range(row, row + 7):
        workbook.sheet.cell(number, beyond).value = 4
    workbook.sheet["J2"] = "ghi thêm"
    texts = unread(own.send(workbook))
    assert set(texts) == {"Số liệu, cột T", "Số liệu, cột J"}
    assert f"Ô T{row}, T{row + 1}, T{row + 2}, T{row + 3}, T{row + 4}… nằm ngoài bảng" in texts["Số liệu, cột T"]
    assert "Ô J2 nằm ngoài bảng" in texts["Số liệu, cột J"]


def test_what_was_typed_into_a_column_to_compare_with_is_told(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT01", 10, ordinal=2)
    workbook = (
        own.download_template().fill("CT01", before_numerator=11).fill("CT02", same_denominator="abc", numerator=5)
    )
    answer = own.send(workbook)
    assert set(answer.changes) == {"CT02"}
    texts = unread(answer)
    assert set(texts) == {"Số liệu, cột P", "Số liệu, cột S"}
    place = cell_coordinate(workbook, "CT01", "before_numerator")
    assert f"Cột “Quý II: số liệu” chỉ để đối chiếu, không được đọc; ô {place} khác" in texts["Số liệu, cột P"]


def test_it_is_told_beside_what_is_wrong_too(own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT01", numerator="khoảng 5")
    workbook.workbook.create_sheet("Nháp")["B2"] = 5
    answer = own.send(workbook)
    assert (answer.status, len(answer.faults), set(unread(answer))) == (422, 1, {"Trang “Nháp”"})


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda sheet, place: sheet.insert_cols(place), 0, "lệch 1 cột sang phải (nay ở cột I). Xóa cột chèn thêm."),
        (lambda sheet, place: sheet.insert_cols(place, 2), 0, "lệch 2 cột sang phải (nay ở cột J)."),
        (lambda sheet, place: sheet.delete_cols(place), 1, "Từ cột “Mẫu số phải nhập” trở đi, bảng bị lệch 1 cột"),
    ],
)
def test_columns_that_were_put_in_or_taken_out_are_told_once(
    own: IntakeSession, change, place: int, words: str
) -> None:
    workbook, column = own.download_template(), LAYOUT.places["numerator"] + 1
    change(workbook.sheet, column)
    faults = own.send(workbook).faults
    assert words in faults[f"{chr(64 + column + place)}{HEADING_ROW}"]
    assert len(faults) <= 2


def test_a_heading_may_be_broken_into_lines_and_written_large(own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT01", numerator=2)
    workbook.sheet.cell(HEADING_ROW, LAYOUT.places["numerator"] + 1).value = "SỐ\nLIỆU "
    assert set(own.send(workbook).changes) == {"CT01"}


@pytest.mark.parametrize(("url", "layout", "column"), PLAN_BOOKS)
def test_workbooks_of_the_coordinator_say_it_too(office: SampleOffice, url: str, layout, column: str) -> None:
    coordinator = signed_in(office.administrator)
    way = IntakeSession(coordinator, url)
    workbook = load_workbook(BytesIO(coordinator.get(f"{url}mau.xlsx").content))
    copy = workbook.copy_worksheet(workbook[layout.sheet])
    copy.title = "Bản sao"
    copy.cell(layout.heading_row + 1, layout.places[column] + 1).value = 77
    workbook[layout.sheet].cell(layout.heading_row + 1, len(layout.columns) + 2).value = "ngoài"
    file = BytesIO()
    workbook.save(file)
    texts = unread(way.send(file.getvalue()))
    assert "có 1 ô khác" in texts["Trang “Bản sao”"]
    assert len(texts) == 2
    workbook[layout.sheet].insert_cols(layout.places[column] + 1)
    file = BytesIO()
    workbook.save(file)
    answer = way.send(file.getvalue())
    assert "lệch 1 cột sang phải" in str(answer.faults)
    assert "Trang “Bản sao”" in unread(answer)


def test_a_row_that_was_deleted_is_told(own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT02", numerator=5, denominator=10)
    workbook.sheet.delete_rows(workbook.row("CT01"))
    answer = own.send(workbook)
    assert set(answer.changes) == {"CT02"}
    assert "Tệp không còn dòng của CT01 (1 dòng của mẫu)." in unread(answer)["Số liệu"]
