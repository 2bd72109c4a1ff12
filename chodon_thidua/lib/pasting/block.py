"""A block copied from a spreadsheet: the clipboard's text in rows of cells."""

import csv
import io

from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise_line, without_invisible

LONGEST, MOST_CELLS = 20_000, 600
TOO_LARGE = "Vùng đã chép lớn quá. Hãy chép từng phần của bảng rồi dán."


def block_of(text: str) -> list[list[str]]:
    """Splits the clipboard's text into rows of cells: spreadsheets put tabs between cells and quotes around some.

    Raises: InvalidInput for what is too large or no table at all.
    """
    if len(text) > LONGEST:
        raise InvalidInput({"text": TOO_LARGE})
    try:
        lines = csv.reader(io.StringIO(without_invisible(text), newline=""), delimiter="\t")
        rows = [[normalise_line(cell) for cell in row] for row in lines]
    except csv.Error as error:
        raise InvalidInput({"text": "Không đọc được vùng đã chép. Hãy chép lại từ bảng tính."}) from error
    while rows and not any(rows[-1]):
        rows.pop()
    if sum(map(len, rows)) > MOST_CELLS:
        raise InvalidInput({"text": TOO_LARGE})
    return rows
