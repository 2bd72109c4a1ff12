"""The contents of a workbook from outside, read by openpyxl: run by `workbook_process` only, in a process of its own.

Everything that it hands on is plain: lists of text, numbers and nothing else, which json writes and reads.
"""

import operator
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from chodon_thidua.lib.files.cell_text import excel_number
from chodon_thidua.lib.files.workbook_package import (
    BROKEN,
    ROW_LIMIT,
    TOO_LONG,
    WorkbookParts,
    WorkbookRefusal,
    unpack_workbook,
)

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TEXT_LIMIT = 10_000_000  # characters of all cells; one shared text may stand in every cell
SAVE_AS = "Hãy mở bằng Excel, chọn File › Save As › Excel Workbook (.xlsx) rồi gửi lại."
NO_WORKBOOK = f"Tệp không phải sổ Excel (.xlsx). {SAVE_AS}"
NO_SHEETS = f"Tệp không có trang tính nào. {SAVE_AS}"
MACRO = f"Tệp có macro nên không được nhận. {SAVE_AS}"
EXTERNAL = (
    "Tệp có liên kết hoặc kết nối dữ liệu tới tệp khác nên không được nhận. "
    "Hãy vào Data › Edit Links › Break Link (hoặc dán lại thành giá trị) rồi gửi lại."
)

PlainCell = tuple[int, str, Any]  # number of the column, kind, value


def read_contents(content: bytes) -> Iterator[list[Any]]:
    """The workbook line by line.

    Shape: ["sheet", title, state], then for each row with anything in it [number, cell, …]. A cell's kind is s text,
    n number, % number shown as a percentage, b truth, e error, f formula, d date, t time of day or p span of time.
    Raises: WorkbookRefusal, whatever the file is.
    """
    try:
        check_parts(unpack_workbook(content))
        yield from _read(content)
    except WorkbookRefusal:
        raise
    except MemoryError as error:
        raise WorkbookRefusal(TOO_LONG) from error
    except Exception as error:
        # Whatever openpyxl raises on a file from outside is an answer to whoever sent it, never a fault of the server.
        raise WorkbookRefusal(BROKEN) from error


def check_parts(parts: WorkbookParts) -> None:
    """Refuses what is no workbook of this kind, and what runs programs or fetches from elsewhere."""
    _check_is_workbook(parts)
    _check_no_macros(parts)
    _check_no_links(parts)


def _check_is_workbook(parts: WorkbookParts) -> None:
    """A docx, an ods or any other zip is no workbook of this kind."""
    if b"opendocument" in parts.mimetype:
        raise WorkbookRefusal(f"Tệp là bảng tính OpenDocument (.ods). {SAVE_AS}")
    if any("wordprocessingml" in kind or "presentationml" in kind for kind in parts.types):
        raise WorkbookRefusal("Tệp là văn bản Word hoặc bản trình chiếu, không phải sổ Excel (.xlsx). Hãy chọn lại.")
    if any("ms-excel.sheet.binary" in kind for kind in parts.types) or parts.has("xl/workbook.bin"):
        raise WorkbookRefusal(f"Tệp là sổ Excel nhị phân (.xlsb). {SAVE_AS}")
    if MAIN not in parts.types and not any("macroenabled" in kind.lower() for kind in parts.types):
        raise WorkbookRefusal(NO_WORKBOOK)


def _check_no_macros(parts: WorkbookParts) -> None:
    """Refuses macros of any age and controls, whatever the file is called."""
    has_macro_parts = parts.has("xl/macrosheets/", "xl/activex/", "xl/dialogsheets/")
    programs = any(name.endswith(("vbaproject.bin", "vbaprojectsignature.bin")) for name in parts.names)
    if (
        has_macro_parts
        or programs
        or any("macroenabled" in k.lower() or "vbaproject" in k.lower() for k in parts.types)
    ):
        raise WorkbookRefusal(MACRO)


def _check_no_links(parts: WorkbookParts) -> None:
    """Refuses what fetches from elsewhere. A web address that Excel made into a link by itself fetches nothing."""
    fetches = any(
        kind.startswith("externallink") or (leads_out and kind != "hyperlink")
        for kind, leads_out in parts.relationships
    )
    has_link_parts = parts.has("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
    if fetches or has_link_parts or parts.has_reference_outside:
        raise WorkbookRefusal(EXTERNAL)


def _read(content: bytes) -> Iterator[list[Any]]:
    warnings.simplefilter("ignore")  # of what openpyxl leaves out
    workbook = _open_workbook(content)
    if not workbook.worksheets:
        raise WorkbookRefusal(NO_SHEETS)
    writer = _CellWriter(workbook)
    for sheet in workbook.worksheets:
        yield ["sheet", _text(sheet.title), sheet.sheet_state]
        for number, cells in _rows(workbook, sheet):
            row = [writer.plain(cell) for cell in cells if cell["value"] is not None]
            if row:
                yield [number, *row]


def _open_workbook(content: bytes) -> Any:
    """The workbook with its texts, formats and sheets; names of cells, charts and properties are not even parsed."""
    # Not before the container has passed: it takes 0,15 s.
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    class PlainReader(ExcelReader):
        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            """Reads nothing: charts are not wanted."""

    reader = PlainReader(BytesIO(content), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    reader.read_worksheets()
    return reader.wb


def _rows(workbook: Any, sheet: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The rows of a sheet and nothing else of it: rules, links and merged ranges are not even parsed."""
    from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser
    from openpyxl.xml.functions import iterparse

    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        before = 0
        for _, element in iterparse(source):
            if element.tag == ROW_TAG:
                # Most cells of a sheet have a format only. Those without a place are counted by the parser.
                element[:] = [cell for cell in element if len(cell) or "r" not in cell.attrib]
                number, cells = parser.parse_row(element)
                element.clear()
                if not before < number <= ROW_LIMIT or not _in_order(number, cells):
                    raise WorkbookRefusal(BROKEN)  # no program writes it, and Excel does not read it either
                before = number
                yield number, cells
            elif element.tag == DATA_TAG:
                return


def _in_order(number: int, cells: list[dict[str, Any]]) -> bool:
    columns = [cell["column"] for cell in cells]
    return all(cell["row"] == number for cell in cells) and all(map(operator.lt, columns, columns[1:]))


class _CellWriter:
    """Makes the cells of one workbook plain, and counts their text."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.remaining = TEXT_LIMIT
        self.percent: dict[int, bool] = {}

    def plain(self, cell: dict[str, Any]) -> PlainCell:
        kind, value = cell["data_type"], cell["value"]
        if kind == "f":
            return cell["column"], "f", None
        kind, plain = _plain(value, is_error=kind == "e")
        if kind == "n" and self._is_percent(cell["style_id"]):
            kind = "%"
        if isinstance(plain, str):
            self.remaining -= len(plain)
            if self.remaining < 0:
                raise WorkbookRefusal(TOO_LONG)
        return cell["column"], kind, plain

    def _is_percent(self, style: int) -> bool:
        if style not in self.percent:
            from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

            number = self.workbook._cell_styles[style].numFmtId
            own = number - BUILTIN_FORMATS_MAX_SIZE
            name = BUILTIN_FORMATS.get(number, "General") if own < 0 else self.workbook._number_formats[own]
            self.percent[style] = "%" in name
        return self.percent[style]


def _plain(value: Any, *, is_error: bool) -> tuple[str, Any]:
    if is_error:
        return "e", _text(str(value))
    for kinds, kind, write in WRITERS:
        if isinstance(value, kinds):
            return kind, write(value)
    return "s", _text(str(value))


def _text(value: str) -> str:
    """The text as Excel shows it: `_x000D_` is a character that XML cannot hold; no half of a character is left."""
    from openpyxl.utils.escape import unescape

    return unescape(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# In this order: a truth is a number to Python, and a moment is a day.
WRITERS: tuple[tuple[Any, str, Callable[[Any], Any]], ...] = (
    (bool, "b", bool),
    ((int, float), "n", lambda number: str(excel_number(number))),
    (datetime, "d", datetime.isoformat),
    (date, "d", lambda day: datetime.combine(day, time()).isoformat()),
    (time, "t", time.isoformat),
    (timedelta, "p", timedelta.total_seconds),
)
