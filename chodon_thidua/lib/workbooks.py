"""Workbooks that people send: only what is safe to read is opened, and only for reading."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, TypeGuard
from xml.etree.ElementTree import Element

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from chodon_thidua.lib.containers import xml_root
from chodon_thidua.lib.text import normalise
from chodon_thidua.lib.zipped import (
    BROKEN,
    ENCRYPTED,
    PACKED_LIMIT,
    ROW_LIMIT,
    TOO_LARGE,
    Parts,
    WorkbookRefusal,
    refusal,
    unpack_checked,
)

__all__ = ["CellRow", "WorkbookRefusal", "is_formula", "open_workbook", "read_workbook", "sheet_rows"]

CellRow = tuple[ReadOnlyCell | EmptyCell, ...]
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")
OTHER_KINDS = {b"%PDF": "PDF", b"\x89PNG": "hình ảnh", b"\xff\xd8\xff": "hình ảnh", b"Rar!": "nén .rar"}
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LONGEST_NAME = 60
LONGEST_LIST = 5  # cells named in one sentence
SAVE_AS = "Hãy mở bằng Excel, chọn File › Save As › Excel Workbook (.xlsx) rồi gửi lại."
NO_WORKBOOK = f"Tệp không phải sổ Excel (.xlsx). {SAVE_AS}"
MACRO = f"Tệp có macro nên không được nhận. {SAVE_AS}"
EXTERNAL = (
    "Tệp có liên kết hoặc kết nối dữ liệu tới tệp khác nên không được nhận. "
    "Hãy vào Data › Edit Links › Break Link (hoặc dán lại thành giá trị) rồi gửi lại."
)


def read_workbook(content: bytes, name: str) -> Workbook:
    """The workbook of a file that somebody sent, read-only and without formulas.

    Every cell has been read once, so that nothing in it can surprise the reader.
    Raises: WorkbookRefusal.
    """
    workbook = open_workbook(content, name)
    for sheet in workbook.worksheets:
        formulas = [cell.coordinate for row in sheet_rows(sheet) for cell in row if is_formula(cell)]
        if formulas:
            more = "…" if len(formulas) > LONGEST_LIST else ""
            raise WorkbookRefusal(
                f"Trang “{sheet.title}” có công thức ở ô {', '.join(formulas[:LONGEST_LIST])}{more}. "
                "Hãy chép rồi dán lại thành giá trị (Paste Special › Values) và gửi lại."
            )
    return workbook


def open_workbook(content: bytes, name: str) -> Workbook:
    """The workbook with all caps and checks of its kind held; cells are read by `sheet_rows`, formulas are still there.

    Raises: WorkbookRefusal.
    """
    _check_kind(content, name)
    parts = unpack_checked(content)
    for check in (_check_is_workbook, _check_no_macros, _check_no_links):
        check(parts)
    with _hostile():
        workbook = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what a sheet says about its size may be a lie
    if not workbook.worksheets:
        raise WorkbookRefusal(f"Tệp không có trang tính nào. {SAVE_AS}")
    return workbook


def sheet_rows(sheet: Any) -> list[CellRow]:
    """Every row of a sheet of `open_workbook`, from the first on.

    Raises: WorkbookRefusal for what openpyxl cannot read.
    """
    with _hostile():
        return list(sheet.iter_rows(max_row=ROW_LIMIT))


def is_formula(cell: ReadOnlyCell | EmptyCell) -> TypeGuard[ReadOnlyCell]:
    return cell.data_type == "f"


@contextmanager
def _hostile() -> Iterator[None]:
    """Whatever openpyxl raises on a file from outside is an answer to whoever sent it, never a fault of the server."""
    # It also warns of what it leaves out; another thread may at worst be quiet for as long.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except WorkbookRefusal:
            raise
        except Exception as error:
            raise WorkbookRefusal(BROKEN) from error


def _check_kind(content: bytes, name: str) -> None:
    """What the file is by its first bytes, whatever it is called."""
    called = _called(name)
    if not content:
        raise WorkbookRefusal(f"Tệp{called} rỗng. Hãy chọn đúng tệp rồi gửi lại.")
    if len(content) > PACKED_LIMIT:
        raise WorkbookRefusal(TOO_LARGE)
    if content.startswith(OLE2):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise WorkbookRefusal(ENCRYPTED)
        raise WorkbookRefusal(f"Tệp{called} là kiểu Excel cũ (.xls). {SAVE_AS}")
    if content.startswith(ZIPS):
        return
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(MARKUP):
        raise WorkbookRefusal(f"Tệp{called} là trang web hoặc XML đổi đuôi, không phải sổ Excel. {SAVE_AS}")
    for sign, kind in OTHER_KINDS.items():
        if content.startswith(sign):
            raise WorkbookRefusal(f"Tệp{called} là tệp {kind}, không phải sổ Excel (.xlsx). Hãy chọn đúng tệp.")
    if _is_text(content):
        raise WorkbookRefusal(f"Tệp{called} là văn bản (csv, txt), không phải sổ Excel. {SAVE_AS}")
    raise WorkbookRefusal(f"{NO_WORKBOOK} Nếu tệp vốn là .xlsx thì tệp đã hỏng hoặc tải lên chưa trọn.")


def _called(name: str) -> str:
    """How a sentence names the file: “ so-lieu.xls”, or nothing."""
    text = " ".join(normalise(name).split())
    return f" “{text if len(text) <= LONGEST_NAME else f'{text[:LONGEST_NAME]}…'}”" if text else ""


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in content[:4096])


def _check_is_workbook(parts: Parts) -> None:
    """A docx, an ods or any other zip is no workbook of this kind."""
    if b"opendocument" in parts.kept.get("mimetype", b""):
        raise WorkbookRefusal(f"Tệp là bảng tính OpenDocument (.ods). {SAVE_AS}")
    types = _types(parts)
    if any("wordprocessingml" in kind or "presentationml" in kind for kind in types):
        raise WorkbookRefusal("Tệp là văn bản Word hoặc bản trình chiếu, không phải sổ Excel (.xlsx). Hãy chọn lại.")
    if any("ms-excel.sheet.binary" in kind for kind in types) or parts.has("xl/workbook.bin"):
        raise WorkbookRefusal(f"Tệp là sổ Excel nhị phân (.xlsb). {SAVE_AS}")
    if MAIN not in types and not any("macroenabled" in kind.lower() for kind in types):
        raise WorkbookRefusal(NO_WORKBOOK)


def _check_no_macros(parts: Parts) -> None:
    """Neither macros of any age nor controls, whatever the file is called."""
    named = parts.has("xl/macrosheets/", "xl/activex/", "xl/dialogsheets/")
    programs = any(name.lower().endswith(("vbaproject.bin", "vbaprojectsignature.bin")) for name in parts.names)
    if named or programs or any("macroenabled" in k.lower() or "vbaproject" in k.lower() for k in _types(parts)):
        raise WorkbookRefusal(MACRO)


def _check_no_links(parts: Parts) -> None:
    """Nothing that fetches from elsewhere. A web address that Excel made into a link by itself fetches nothing."""
    if parts.has("xl/externallinks/", "xl/connections.xml", "xl/querytables/"):
        raise WorkbookRefusal(EXTERNAL)
    for name, content in parts.kept.items():
        if name.lower().endswith(".rels"):
            for link in _xml(content).iter(RELATIONSHIPS):
                kind = link.get("Type", "").rpartition("/")[2].lower()
                if kind.startswith("externallink") or (link.get("TargetMode") == "External" and kind != "hyperlink"):
                    raise WorkbookRefusal(EXTERNAL)
    if any(one.tag.endswith("}externalReference") for one in _xml(parts.kept.get("xl/workbook.xml", b"<x/>")).iter()):
        raise WorkbookRefusal(EXTERNAL)


def _types(parts: Parts) -> Sequence[str]:
    content = next((c for name, c in parts.kept.items() if name.lower() == "[content_types].xml"), None)
    if content is None:
        raise WorkbookRefusal(NO_WORKBOOK)
    return tuple(_content_types(_xml(content)))


def _content_types(root: Element) -> Iterator[str]:
    for one in root.iter():
        if kind := one.get("ContentType"):
            yield kind


def _xml(content: bytes) -> Element:
    return xml_root(content, refuse=refusal)
