"""Workbooks that people send: read or refused, quickly and in a small space."""

import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from chodon_thidua.lib.files.workbook_cells import EMPTY_CELL, WorkbookCell
from chodon_thidua.lib.files.workbook_limits import WorkbookRefusal
from chodon_thidua.lib.files.workbook_package import unpack_workbook
from chodon_thidua.lib.files.workbook_reader import read_workbook
from chodon_thidua.lib.files.zip_containers import CHUNK
from tests.lib.files.hostile_uploads import HOSTILE
from tests.lib.files.workbook_files import (
    BOOK,
    NS,
    RELATIONS,
    SHEET,
    TYPES,
    ole2,
    patch_bytes,
    repack,
    sheet_xml,
    with_claimed_size,
    with_content_type,
    with_relationship,
    with_wrong_sum,
    workbook_content,
    workbook_file,
)

MEGABYTE = 1024 * 1024


def refusal(content: bytes, name: str = "so-lieu.xlsx") -> str:
    with pytest.raises(WorkbookRefusal) as caught:
        read_workbook(content, name)
    return str(caught.value)


def values(content: bytes) -> list[tuple[object, ...]]:
    """The rows that hold something, each as wide as it is."""
    sheet = read_workbook(content, "").sheets[0]
    return [tuple(cell.value for cell in sheet.cells(number, max(row))) for number, row in sheet.rows.items()]


def test_values_come_out_as_they_are() -> None:
    day = datetime(2022, 9, 14, 7, 30)  # noqa: DTZ001 - workbooks have no time zones
    rows = [("Mã", 0, Decimal("0.1"), None, "x"), (None, 116000, Decimal("-2.5"), True, day)]
    assert values(workbook_file(*rows)) == rows
    assert values(workbook_file((day.time(), timedelta(hours=30)))) == [(day.time(), timedelta(hours=30))]


def test_sheets_are_told_by_their_titles_and_rows_by_their_numbers() -> None:
    book = Workbook()
    book.worksheets[0]["B3"] = "x"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    workbook = read_workbook(workbook_content(book), "a.xlsx")
    assert [(sheet.title, sheet.is_hidden, sheet.rows) for sheet in workbook.sheets] == [
        ("Sheet", False, {3: {2: WorkbookCell("s", "x")}}),
        ("Ẩn", True, {}),
    ]
    assert workbook.sheet("Ẩn") is workbook.sheets[1]
    assert workbook.sheet("Không có") is None
    assert workbook.sheets[0].cells(3, 3) == [EMPTY_CELL, WorkbookCell("s", "x"), EMPTY_CELL]
    assert workbook.sheets[0].cells(4, 1) == [EMPTY_CELL]


SHOWN = {
    "30.299999999999997": "30.3",
    "0.30000000000000004": "0.3",
    "80.5": "80.5",
    "-2.5000000000000004": "-2.5",
    "1E-7": "0.0000001",
    "1e-400": "0",
    "-0": "0",
    "0": "0",
    "99999999999999": "99999999999999",
    "9007199254740993": "9007199254740990",
    "123456789012345678": "123456789012346000",
    "0.1234567890123456789": "0.123456789012346",
    "12345678901234.123456": "12345678901234.1",
    "1e300": "1e300",
    "1e999": "Infinity",
    "9" * 400: "Infinity",
}


def test_numbers_are_read_as_excel_shows_them() -> None:
    cells = "".join(f"<c><v>{text}</v></c>" for text in SHOWN)
    content = repack(workbook_file(), {SHEET: sheet_xml(f"<row>{cells}</row>")})
    assert values(content) == [tuple(map(Decimal, SHOWN.values()))]


def test_percentages_dates_and_truths_say_what_they_are() -> None:
    book = Workbook()
    for place, (value, look) in enumerate(
        [(0.07, "0%"), (0.07, "0.0 %"), (44818.25, "dd/mm/yyyy"), (True, "General")], 1
    ):
        cell = book.worksheets[0].cell(1, place)
        cell.value, cell.number_format = value, look
    row = read_workbook(workbook_content(book), "").sheets[0].cells(1, 4)
    day = datetime(2022, 9, 14, 6)  # noqa: DTZ001 - workbooks have no time zones
    assert row == [
        WorkbookCell("%", Decimal("0.07")),
        WorkbookCell("%", Decimal("0.07")),
        WorkbookCell("d", day),
        WorkbookCell("b", True),
    ]
    assert [cell.is_percent for cell in row] == [True, True, False, False]


@pytest.mark.parametrize(
    ("cell_xml", "cell_value"),
    [
        ("Hai dòng_x000D_\nmột ô", "Hai dòng\r\nmột ô"),
        ("_x0009_a_x0041_", "\taA"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x00Z1_ _x1_ _x", "_x00Z1_ _x1_ _x"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
    ],
)
def test_characters_that_xml_cannot_hold_are_read_as_excel_shows_them(cell_xml: str, cell_value: str) -> None:
    for cell in (f'<c t="inlineStr"><is><t>{cell_xml}</t></is></c>', f'<c t="str"><v>{cell_xml}</v></c>'):
        assert values(repack(workbook_file(), {SHEET: sheet_xml(f"<row>{cell}</row>")})) == [(cell_value,)]


def test_a_web_address_that_excel_made_into_a_link_is_no_danger() -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "https://backan.gov.vn"
    book.worksheets[0]["A1"].hyperlink = "https://backan.gov.vn"
    assert values(workbook_content(book)) == [("https://backan.gov.vn",)]


def test_what_a_sheet_says_about_its_size_is_not_believed() -> None:
    rows = '<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    lie = f'<worksheet {NS}><dimension ref="A1:XFD1048576"/>{rows}</worksheet>'
    content = repack(workbook_file(), {SHEET: lie.encode()})
    assert values(content) == [(7,)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "rỗng"),
        (ole2("Workbook"), "kiểu Excel cũ (.xls)"),
        (ole2("Book"), "kiểu Excel cũ (.xls)"),
        (ole2("EncryptionInfo", "EncryptedPackage"), "Tệp có mật khẩu. Hãy bỏ mật khẩu"),
        ("Mã;Giá trị\nCT01;1".encode(), "văn bản (csv, txt)"),
        ("\ufeffMã,Giá trị\r\n".encode(), "văn bản (csv, txt)"),
        ("Mã\tGiá trị".encode("utf-16"), "văn bản (csv, txt)"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "trang web hoặc XML đổi đuôi"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "trang web hoặc XML đổi đuôi"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "trang web hoặc XML đổi đuôi"),
        (b"%PDF-1.7", "tệp PDF"),
        (b"\x00\x01\x02\x03" * 20, "không phải sổ Excel (.xlsx)"),
    ],
)
def test_what_is_no_zip_is_told_by_its_first_bytes(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_the_name_is_told_in_one_short_line() -> None:
    sentence = refusal(ole2("Workbook"), "số\nliệu " + "a" * 500 + ".xls")
    assert sentence.startswith("Tệp “số liệu aaa")
    assert len(sentence) < 220


def added(name: str, content: bytes = b"x") -> bytes:
    return repack(workbook_file(), {name: content})


def named_file(*names: str) -> bytes:
    """A zip with these names, whatever they are."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"x")
    return file.getvalue()


BINARY, WORD = (
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    "application/vnd.openxmlformats-officedocument",
)
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
REFUSED_ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty zip": (lambda: named_file(), "không phải sổ Excel"),
    "any zip": (lambda: named_file("a.txt"), "không phải sổ Excel"),
    "ods": (lambda: repack(named_file("a"), {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "(.ods)"),
    "docx": (
        lambda: repack(workbook_file(), {TYPES: with_content_type(f"{WORD}.wordprocessingml.document.main+xml")}),
        "Word",
    ),
    "xlsb": (lambda: repack(workbook_file(), {TYPES: with_content_type(BINARY)}), "(.xlsb)"),
    "no list of types": (lambda: repack(workbook_file(), {TYPES: None}), "không phải sổ Excel"),
    "vba": (lambda: added("xl/vbaProject.bin"), "macro"),
    "vba elsewhere": (lambda: added("xl/other/VBAPROJECT.BIN"), "macro"),
    "xlsm renamed": (lambda: repack(workbook_file(), {TYPES: with_content_type(MACRO)}), "macro"),
    "old macros": (lambda: added("xl/macrosheets/sheet1.xml"), "macro"),
    "controls": (lambda: added("xl/activeX/activeX1.xml"), "macro"),
    "links": (lambda: added("xl/externalLinks/externalLink1.xml"), "liên kết"),
    "link in the workbook": (
        lambda: repack(
            workbook_file(),
            {
                BOOK: lambda old: old.replace(
                    b"<sheets>", b"<externalReferences><externalReference/></externalReferences><sheets>"
                )
            },
        ),
        "liên kết",
    ),
    "remote template": (
        lambda: repack(workbook_file(), {RELATIONS: with_relationship("attachedTemplate", "http://example.org/a")}),
        "liên kết",
    ),
    "linked workbook": (
        lambda: repack(workbook_file(), {RELATIONS: with_relationship("externalLinkPath", "a.xlsx", "Internal")}),
        "liên kết",
    ),
    "connections": (lambda: added("xl/connections.xml"), "liên kết"),
    "entities": (
        lambda: repack(workbook_file(), {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet_xml("")}),
        "khai báo lạ",
    ),
    "entities far inside": (
        lambda: repack(workbook_file(), {SHEET: b" " * 70_000 + b"<!DOCTYPE x><x/>"}),
        "khai báo lạ",
    ),
    "entities in utf-16": (
        lambda: repack(workbook_file(), {SHEET: "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>".encode("utf-16")}),
        "khai báo lạ",
    ),
    "utf-7": (lambda: repack(workbook_file(), {SHEET: b'<?xml version="1.0" encoding="utf-7"?><x/>'}), "khai báo lạ"),
    "name twice": (lambda: named_file("a", "A"), "bị hỏng"),
    "path upwards": (lambda: named_file("xl/../../a"), "bị hỏng"),
    "path from the top": (lambda: named_file("/a"), "bị hỏng"),
    "backslashes": (lambda: named_file("xl\\a"), "bị hỏng"),
    "drive": (lambda: named_file("c:a"), "bị hỏng"),
    "other packing": (lambda: repack(workbook_file(), {"a": b"x"}, compress_type=zipfile.ZIP_BZIP2), "bị hỏng"),
    "cut off": (lambda: workbook_file()[:-30], "bị hỏng"),
    "half": (lambda: workbook_file()[:2000], "bị hỏng"),
    "wrong sum": (lambda: with_wrong_sum(workbook_file()), "bị hỏng"),
    "broken stream": (lambda: patch_bytes(workbook_file(), 60, b"\xff" * 40), "bị hỏng"),
    "wrong directory": (
        lambda: patch_bytes(workbook_file(), workbook_file().index(b"PK\x01\x02") + 42, b"\xff\xff\x00\x00"),
        "bị hỏng",
    ),
    "too many entries": (lambda: named_file(*map(str, range(600))), "nén quá nhiều"),
    "too many rows": (lambda: repack(workbook_file(), {SHEET: sheet_xml("<row/>" * 20_001)}), "20.000 dòng"),
    "too many rows with a prefix": (
        lambda: repack(workbook_file(), {SHEET: sheet_xml("<x:row/>" * 20_001)}, compress_type=zipfile.ZIP_STORED),
        "20.000 dòng",
    ),
    "far row": (lambda: repack(workbook_file(), {SHEET: sheet_xml('<row ht="9" r="1048576"/>')}), "20.000 dòng"),
    "far column": (
        lambda: repack(workbook_file(), {SHEET: sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>')}),
        "sau cột ZZ",
    ),
    "far column after a prefix of other letters": (HOSTILE["far cells with prefix é"], "sau cột ZZ"),
    "far column after a sign that ends no tag": (HOSTILE["greater than in an attribute"], "sau cột ZZ"),
    "far column in other bytes": (HOSTILE["far cell in utf-16"], "sau cột ZZ"),
    "no number": (
        lambda: repack(workbook_file(), {SHEET: sheet_xml('<row r="1"><c r="A1"><v>x</v></c></row>')}),
        "bị hỏng",
    ),
    "string that is not there": (
        lambda: repack(workbook_file(), {SHEET: sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')}),
        "bị hỏng",
    ),
    "style that is no number": (
        lambda: repack(workbook_file(), {SHEET: sheet_xml('<row r="1"><c r="A1" s="x"><v>9</v></c></row>')}),
        "bị hỏng",
    ),
    "row that is no number": (lambda: repack(workbook_file(), {SHEET: sheet_xml('<row r="x"/>')}), "bị hỏng"),
    "unfinished sheet": (lambda: repack(workbook_file(), {SHEET: sheet_xml("<row>")}), "bị hỏng"),
    "unfinished types": (lambda: repack(workbook_file(), {TYPES: b"<Types"}), "bị hỏng"),
    "no styles": (lambda: repack(workbook_file(), {"xl/styles.xml": b"<x"}), "bị hỏng"),
    "no sheets": (
        lambda: repack(workbook_file(), {BOOK: f"<workbook {NS}><sheets/></workbook>".encode()}),
        "không có trang tính",
    ),
}


@pytest.mark.parametrize("kind", REFUSED_ZIPS)
def test_zips_that_are_refused(kind: str) -> None:
    make, sentence = REFUSED_ZIPS[kind]
    assert sentence in refusal(make())


@pytest.mark.parametrize("formula", ["=1+1", ArrayFormula("B2:B3", "=A1:A2*2"), "=[1]Sheet1!A1"])
def test_formulas_are_told_without_a_value(formula: object) -> None:
    sheet = read_workbook(workbook_file(("a", 1), ("b", formula)), "").sheets[0]
    assert sheet.cells(2, 2) == [WorkbookCell("s", "b"), WorkbookCell("f", None)]
    assert [cell.is_formula for cell in sheet.cells(2, 2)] == [False, True]


def test_text_that_looks_like_a_formula_is_none() -> None:
    book = Workbook()
    cell = book.worksheets[0]["A1"]
    cell.value, cell.data_type = "=1+1", "s"
    assert values(workbook_content(book)) == [("=1+1",)]


# Bombs: refused before anything is parsed, and without holding what they unpack to.


def bomb(size: int) -> bytes:
    return repack(workbook_file(), {SHEET: b"<a>" + b" " * size}, compresslevel=1)


def overlapping(size: int, times: int) -> bytes:
    """Many records in the directory that all point to the same packed data, none of them above the ratio by itself."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", b"x" * size)
        first = archive.filelist[0]
        for n in range(times):
            copy = zipfile.ZipInfo(f"a{n}")
            copy.CRC, copy.compress_size, copy.file_size = first.CRC, first.compress_size, first.file_size
            copy.header_offset, copy.orig_filename = first.header_offset, "a"
            archive.filelist.append(copy)
        archive._didModify = True  # type: ignore[attr-defined]
    return file.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: bomb(60 * MEGABYTE),
        lambda: with_claimed_size(bomb(60 * MEGABYTE), SHEET, 100),
        lambda: repack(workbook_file(), {f"xl/media/{n}.png": bytes(MEGABYTE - 1) for n in range(60)}),
        lambda: repack(workbook_file(), {"xl/a.xml": b"<a>" + b"0123456789abcdef" * 4 * MEGABYTE}),
        lambda: overlapping(MEGABYTE, 100),
    ],
    ids=["ratio", "lying header", "many small", "large", "overlapping"],
)
def test_a_bomb_is_refused_quickly_and_in_a_small_space(make: Callable[[], bytes]) -> None:
    content = make()
    assert len(content) < 5 * MEGABYTE
    tracemalloc.start()
    try:
        sentence = unpacking(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    started = time.perf_counter()
    unpacking(content)
    assert time.perf_counter() - started < 0.5
    assert peak < 6 * MEGABYTE
    assert "nén quá nhiều" in sentence or "bị hỏng" in sentence


def unpacking(content: bytes) -> str:
    """Reads in this process, where it can be measured."""
    with pytest.raises(WorkbookRefusal) as caught:
        unpack_workbook(content)
    return str(caught.value)


def test_more_than_five_megabytes_are_not_even_opened() -> None:
    content = added("a", b"x")
    assert "nặng quá 5 MB" in refusal(content + bytes(5 * MEGABYTE))


def test_a_tag_cut_between_two_pieces_counts() -> None:
    tag = '<row r="100001"/>'
    before = len(sheet_xml("").partition(b"</sheetData>")[0])
    for cut in range(1, len(tag)):
        filling = "x" * (CHUNK - before - cut)
        assert "20.000 dòng" in unpacking(repack(workbook_file(), {SHEET: sheet_xml(filling + tag)}))
