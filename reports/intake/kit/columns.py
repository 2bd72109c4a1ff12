"""The table of a workbook to fill in: its columns, the hidden key of each row, the mark that shows a change."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chodon_thidua.lib.files.cell_text import excel_number
from chodon_thidua.lib.text import normalise


class InputKind(StrEnum):
    LOCKED = "LOCKED"  # information; what people write there is not read
    NUMBER = "NUMBER"
    DATE = "DATE"
    TEXT = "TEXT"
    CHOICE = "CHOICE"  # one of a list, or blank


@dataclass(frozen=True, slots=True)
class TextLimit:
    """The longest text that a column takes, and the error about a longer text.

    Units: `longest` in characters. Shape: `error` has the title and the text of Excel's own message.
    """

    longest: int
    problem: str
    remedy: str
    error: tuple[str, str]
    is_line: bool = False  # a single line of text


SOURCE_LIMIT = TextLimit(
    longest=300,
    problem="Nguồn dài quá 300 ký tự.",
    remedy="Rút gọn; phần dài hơn ghi ở cột “Ghi chú”.",
    error=("Nội dung quá dài", "Ô này không quá 300 ký tự."),
    is_line=True,
)


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column. Units: `width` in Excel's count of digits.

    Shape: `heading` may have fields in braces, which `TemplateLayout.with_headings` fills in.
    """

    key: str
    heading: str
    width: float
    kind: InputKind = InputKind.LOCKED
    is_number: bool = False  # though it is locked
    is_wrapped: bool = False  # the row grows with its text
    choices: tuple[str, ...] = ()
    limit: TextLimit | None = None


def same_value(value: object, other: object) -> bool:
    """Tells whether a spreadsheet shows both alike."""
    return canonical_text(value) == canonical_text(other)


def canonical_text(value: object) -> str:
    """Returns a value in the form in which it is compared with that of a spreadsheet."""
    if isinstance(value, Decimal):
        return f"{excel_number(value):f}"
    if isinstance(value, date):
        return value.isoformat()
    return normalise(str(value)) if value else ""
