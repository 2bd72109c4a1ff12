"""Faults of a filled-in workbook: each with its cell and what to do, all of them at once."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from reports.intake.figures.layout import LAYOUT
from reports.intake.kit.form_workbook import STAMP
from reports.models import Figure
from tests.lib.files.workbook_files import ole2, repack, with_wrong_sum
from tests.reports.builders import SampleOffice
from tests.reports.intake.filling import IntakeSession, cell_coordinate, intake_session

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite

DAY = datetime(2022, 9, 10)  # noqa: DTZ001 - workbooks have no time zones


# What is wrong with a cell


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("numerator", "80.5", "Không hiểu số “80.5”. Có phải 80,5?"),
        ("numerator", "khoảng 5", "Không hiểu số “khoảng 5”. Nhập như 116.000 hoặc 80,5."),
        ("numerator", True, "TRUE/FALSE"),
        ("numerator", "#N/A", "Ô báo lỗi #N/A."),
        ("numerator", "=1+1", "Ô có công thức. Chép ô rồi dán lại thành giá trị (Paste Special › Values)."),
        ("numerator", DAY, "Ô chứa ngày hoặc giờ (10/09/2022), không phải số."),
        ("numerator", 1 / 3, "Số có quá 6 chữ số sau dấu phẩy (0,333333333333333). Làm tròn số. Có phải 0,333333?"),
        ("numerator", 1e15, "Số có quá 14 chữ số trước dấu phẩy."),
        ("numerator", "1" * 60, "Không hiểu số"),
        ("numerator", "1" * 45, "Số có quá 14 chữ số trước dấu phẩy."),
        ("denominator", 5, "Chỉ tiêu này không có mẫu số. Xóa nội dung ô."),
        ("as_of", "9/2022", "Không hiểu ngày “9/2022”. Nhập ngày/tháng/năm, ví dụ 14/09/2022."),
        ("as_of", datetime(2022, 9, 16), "Ngày số liệu không thể sau hôm nay."),  # noqa: DTZ001
        ("situation", "Có", "Không có lựa chọn “Có”."),
        ("source", "x" * 301, "Nguồn dài quá 300 ký tự."),
        ("full_year_estimate", "nhiều", "Không hiểu số “nhiều”."),
        ("note", "=A1", "Ô có công thức."),
    ],
)
def test_each_wrong_cell_is_named_with_what_to_do(own: IntakeSession, column: str, value: object, words: str) -> None:
    workbook = own.download_template()
    cell = workbook.cell(column, workbook.row("CT01"))
    cell.value = value
    if value == "#N/A":
        cell.data_type = "e"
    answer = own.send(workbook)
    assert answer.status == 422
    assert words in answer.faults[cell.coordinate]
    assert not Figure.objects.exists()


def test_a_number_in_place_of_a_date_is_no_date(own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT01", as_of=44818)
    workbook.cell("as_of", workbook.row("CT01")).number_format = "General"
    assert "Ô chứa 44.818, không phải ngày." in str(own.send(workbook).faults)


def test_a_percentage_is_asked_about(own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT01", numerator=0.8)
    workbook.cell("numerator", workbook.row("CT01")).number_format = "0%"
    assert "phần trăm (80 %). Định dạng ô là số (Number), rồi nhập lại. Có phải 80?" in str(own.send(workbook).faults)


def test_all_errors_are_told_at_once(own: IntakeSession) -> None:
    workbook = (
        own.download_template()
        .fill("CT01", numerator="a", as_of="b")
        .fill("CT02", numerator=1, situation="Không phát sinh")
    )
    answer = own.send(workbook.fill("CT02", denominator="c"))
    assert set(answer.faults) == {
        cell_coordinate(workbook, "CT01", "numerator"),
        cell_coordinate(workbook, "CT01", "as_of"),
        cell_coordinate(workbook, "CT02", "denominator"),
    }
    assert "3 lỗi" in answer.text


def test_what_contradicts_itself_is_refused(office: SampleOffice, own: IntakeSession) -> None:
    workbook = (
        own.download_template()
        .fill("CT01", numerator=5, situation="Không phát sinh")
        .fill("CT02", situation="Không áp dụng")
    )
    faults = own.send(workbook).faults
    assert "Đã nhập số 5 mà lại chọn “Không phát sinh”" in faults[cell_coordinate(workbook, "CT01", "situation")]
    assert "phải ghi chú lý do" in faults[cell_coordinate(workbook, "CT02", "note")]
    workbook = own.download_template().fill("CT01", numerator=5, situation="Không áp dụng", note="a")
    assert "thì xóa số liệu" in own.send(workbook).faults[cell_coordinate(workbook, "CT01", "situation")]


# What is wrong with the workbook


def test_the_workbook_of_another_plan_period_or_unit_is_refused(office: SampleOffice, own: IntakeSession) -> None:
    second = intake_session(office, ordinal=2).download_template()
    assert "Tệp là mẫu của Quý II, không phải Quý III." in own.send(second).faults[""]
    neighbour = intake_session(office, office.communes[1]).download_template()
    assert "Tệp là mẫu của đơn vị khác, không phải của Xã Ngọc Phái." in own.send(neighbour).faults[""]
    workbook = own.download_template()
    workbook.workbook[STAMP]["B2"], workbook.workbook[STAMP]["B3"], workbook.workbook[STAMP]["B4"] = (
        "999",
        "9",
        "tat-ca",
    )
    assert len(own.send(workbook).tree.xpath("//tr[@data-cell]")) == 3


def test_rows_that_are_twice_unknown_or_mixed_up_are_refused(office: SampleOffice, own: IntakeSession) -> None:
    workbook = own.download_template()
    last = workbook.sheet.max_row
    for column in range(1, workbook.sheet.max_column + 1):
        workbook.sheet.cell(last + 1, column).value = workbook.sheet.cell(6, column).value
    workbook.cell("name", last + 2).value = "Chỉ tiêu tự thêm"
    workbook.cell("key", last + 3).value = f"{office.communes[1].pk}-1-0-0123456789abcdef"
    workbook.cell("key", last + 4).value = "9" * 5000
    faults = own.send(workbook).faults
    code = LAYOUT.places["code"]
    assert "trùng với dòng 6" in faults[f"{chr(65 + code)}{last + 1}"]
    assert "không có mã ẩn" in faults[f"{chr(65 + code)}{last + 2}"]
    assert "không có trong mẫu của kỳ này" in faults[f"{chr(65 + code)}{last + 3}"]
    assert "không có mã ẩn" in faults[f"{chr(65 + code)}{last + 4}"]
    workbook = own.download_template()
    workbook.cell("code", 6).value = "CT09"
    assert "Dòng ghi mã “CT09” nhưng thuộc chỉ tiêu CT01." in str(own.send(workbook).faults)


def test_a_row_that_was_deleted_stays_as_it_is(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT01", 10)
    workbook = own.download_template().fill("CT02", numerator=1, denominator=2)
    workbook.sheet.delete_rows(workbook.row("CT01"))
    answer = own.send(workbook)
    assert set(answer.changes) == {"CT02"}
    assert "1 dòng của mẫu không có trong tệp" in answer.text


def test_a_file_that_is_no_workbook_is_answered_with_a_sentence(own: IntakeSession) -> None:
    for content, words in (
        (b"a;b", "văn bản (csv, txt)"),
        (b"", "rỗng"),
        (b"PK\x03\x04", "bị hỏng"),
        (b"x" * 6_000_000, "nặng quá 5 MB"),
    ):
        answer = own.send(content, "a.xlsx")
        assert (answer.status, words in answer.text) == (422, True)
    assert own.client.post(own.url).status_code == 422


HOSTILE = [
    "<v>1e999</v>",
    f"<v>{'9' * 3000}</v>",
    f"<v>{'9' * 5000}</v>",
    "<v>1e-400</v>",
    "<v>0.1234567890123456789012345678901234567890</v>",
    "<v>NaN</v>",
    f"<is><t>{'7' * 45}</t></is>",
    "<f t='shared' si='9'/>",
    "<f t='array' ref='A1'>1</f>",
    "<f t='dataTable' ref='A1'/>",
    "<v>-0</v>",
]


@pytest.mark.parametrize("column", ["numerator", "as_of", "situation", "source", "note"])
def test_no_cell_however_hostile_breaks_the_server(own: IntakeSession, column: str) -> None:
    """Written by hand into the sheet, as no program would."""
    workbook = own.download_template().fill("CT01", **{column: 987654321})
    content = workbook.file_bytes()
    for inside in HOSTILE:
        kind = ' t="inlineStr"' if inside.startswith("<is") else ""

        def spoil(xml: bytes, inside: str = inside, kind: str = kind) -> bytes:
            spoilt = re.sub(rb'( t="n")?><v>987654321</v>', f"{kind}>{inside}".encode(), xml)
            assert spoilt != xml
            return spoilt

        assert own.send(repack(content, {"xl/worksheets/sheet1.xml": spoil})).status in (200, 422)


def test_a_text_longer_than_any_cell_is_refused(own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT01", note="DAI")
    content = repack(
        workbook.file_bytes(), {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"DAI", b"x" * 32_768)}
    )
    assert "Ô dài quá 32.767 ký tự." in own.send(content).faults[cell_coordinate(workbook, "CT01", "note")]


def encrypted() -> bytes:
    return ole2("EncryptionInfo", "EncryptedPackage")


SPOILT: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "macro": (lambda content: repack(content, {"xl/vbaProject.bin": b"x"}), "macro"),
    "links": (lambda content: repack(content, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "liên kết"),
    "password": (lambda content: encrypted(), "mật khẩu"),
    "old": (lambda content: ole2("Workbook"), "kiểu Excel cũ"),
    "bomb": (lambda content: repack(content, {"xl/a.xml": b" " * 60_000_000}, compresslevel=1), "nén quá nhiều"),
    "rows": (lambda content: repack(content, {"xl/a.xml": b"<a>" + b"<row/>" * 20_001}), "20.000 dòng"),
    "entities": (lambda content: repack(content, {"xl/a.xml": b"<!DOCTYPE x><x/>"}), "khai báo lạ"),
    "cut off": (lambda content: content[:-40], "bị hỏng"),
    "wrong sum": (with_wrong_sum, "bị hỏng"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_dangerous_or_broken_workbook_is_answered_with_one_sentence(own: IntakeSession, kind: str) -> None:
    spoil, words = SPOILT[kind]
    answer = own.send(spoil(own.download_template().fill("CT01", numerator=5).file_bytes()))
    assert (answer.status, list(answer.faults)) == (422, [""])
    assert words in answer.faults[""]
    assert not Figure.objects.exists()


def test_a_name_with_control_characters_is_no_trouble(own: IntakeSession) -> None:
    answer = own.send(own.download_template().fill("CT01", numerator=5), name="a\x00\x07b\u202e.xlsx")
    assert own.confirm(answer).status == 302
    assert Figure.objects.exists()
