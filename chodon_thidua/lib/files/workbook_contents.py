"""The contents of a workbook from outside, read by openpyxl: run by `workbook_process` only, in a process of its own.

Everything that it hands on is plain: lists of text, numbers and nothing else, which json writes and reads.
"""

import operator
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from chodon_thidua.lib.files.plain_cells import CellWriter, shown_text
from chodon_thidua.lib.files.workbook_limits import BROKEN, ROW_LIMIT, TOO_LONG, WorkbookRefusal
from chodon_thidua.lib.files.workbook_package import unpack_workbook
from chodon_thidua.lib.files.workbook_safety import SAVE_AS, check_parts

NO_SHEETS = f"Tệp không có trang tính nào. {SAVE_AS}"


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


def _read(content: bytes) -> Iterator[list[Any]]:
    warnings.simplefilter("ignore")  # of what openpyxl leaves out
    workbook = _open_workbook(content)
    if not workbook.worksheets:
        raise WorkbookRefusal(NO_SHEETS)
    writer = CellWriter(workbook)
    for sheet in workbook.worksheets:
        yield ["sheet", shown_text(sheet.title), sheet.sheet_state]
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
