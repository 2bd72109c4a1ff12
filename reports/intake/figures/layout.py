"""What a workbook to fill in looks like, for whoever writes it and whoever reads it back.

One row for each unit and indicator. Every row carries its own key, so that filtering and sorting do no harm; the stamp
of the whole workbook is on a hidden sheet.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chodon_thidua.lib.files.cell_text import excel_number, plain_text
from chodon_thidua.lib.text import normalise
from reports.intake.figures.lines import EarlierFigures, EntrySheet, TemplateLine
from reports.progress.figure_inputs import SPANS
from targets.enums import FINAL_ORDINAL, OverTime, PartRole

VERSION = "2"  # of the layout: a workbook of another is not read
DATA = "Số liệu"
TITLE_ROW, HEADING_ROW = 1, 5
FIRST_ROW = HEADING_ROW + 1
ALL_UNITS = "tat-ca"
NOTHING, NOT_APPLICABLE = "Không phát sinh", "Không áp dụng"
SITUATIONS = (NOTHING, NOT_APPLICABLE)
LONGEST_SOURCE = 300
MARK_LENGTH = 16
LONGEST_KEY = 80


class InputKind(StrEnum):
    LOCKED = "LOCKED"  # information; what people write there is not read
    NUMBER = "NUMBER"
    DATE = "DATE"
    TEXT = "TEXT"
    SITUATION = "SITUATION"


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """`heading` may name {before} and {year}. Units: `width` in Excel's count of digits."""

    key: str
    heading: str
    width: float
    kind: InputKind = InputKind.LOCKED
    is_number: bool = False


COLUMNS = (
    TemplateColumn("key", "Mã ẩn", 4),
    TemplateColumn("unit", "Đơn vị", 16),
    TemplateColumn("report", "Báo cáo", 11),
    TemplateColumn("code", "Mã", 7),
    TemplateColumn("name", "Chỉ tiêu", 34),
    TemplateColumn("measure", "ĐVT", 10),
    TemplateColumn("numerator_label", "Số phải nhập", 24),
    TemplateColumn("numerator", "Số liệu", 12, InputKind.NUMBER),
    TemplateColumn("denominator_label", "Mẫu số phải nhập", 20),
    TemplateColumn("denominator", "Mẫu số", 12, InputKind.NUMBER),
    TemplateColumn("situation", "Tình trạng", 15, InputKind.SITUATION),
    TemplateColumn("full_year_estimate", "Ước cả năm", 11, InputKind.NUMBER),
    TemplateColumn("as_of", "Số liệu đến ngày", 12, InputKind.DATE),
    TemplateColumn("source", "Nguồn", 20, InputKind.TEXT),
    TemplateColumn("note", "Ghi chú", 26, InputKind.TEXT),
    TemplateColumn("before_numerator", "{before}: số liệu", 11, is_number=True),
    TemplateColumn("before_denominator", "{before}: mẫu số", 11, is_number=True),
    TemplateColumn("same_numerator", "Cùng kỳ {year}, lũy kế: số liệu", 11, is_number=True),
    TemplateColumn("same_denominator", "Cùng kỳ {year}, lũy kế: mẫu số", 11, is_number=True),
)
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
INPUTS = tuple(column for column in COLUMNS if column.kind != InputKind.LOCKED)


@dataclass(frozen=True, slots=True)
class RowContents:
    """What the input cells of one row hold, as values of the app."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    situation: str = ""
    full_year_estimate: Decimal | None = None
    as_of: date | None = None
    source: str = ""
    note: str = ""

    @property
    def mark(self) -> str:
        """Tells whether anybody has changed the row, even where the stored figure has changed since.

        Numbers count as a spreadsheet keeps them, which is less exactly than the database.
        """
        values = (getattr(self, column.key) for column in INPUTS)
        text = "\x1f".join(canonical_text(value) for value in values)
        return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]


def same_number(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether a spreadsheet cannot tell them apart."""
    return canonical_text(one) == canonical_text(other)


def contents_of(line: TemplateLine, *, is_final: bool) -> RowContents:
    """What is stored, as the row shows it."""
    figure = line.figure
    if figure is None:
        return RowContents()
    situation = NOT_APPLICABLE if figure.not_applicable else ""
    if line.is_recognition and not line.decisions and figure.numerator == 0:
        situation = NOTHING
    return RowContents(
        numerator=figure.numerator,
        denominator=figure.denominator if line.is_ratio else None,
        situation=situation,
        full_year_estimate=None if is_final else figure.full_year_estimate,
        as_of=figure.as_of,
        source=plain_text(figure.source),
        note=plain_text(figure.note),
    )


def takes_input(line: TemplateLine, key: str, *, is_final: bool) -> bool:
    """Whether the row's cell is for input."""
    if key == "numerator":
        return not line.is_recognition
    if key == "denominator":
        return line.is_ratio
    return key != "full_year_estimate" or not is_final


def comparison_numbers(earlier: EarlierFigures, line: TemplateLine) -> dict[str, Decimal | None]:
    """The numbers in the columns to compare with: the quarter before, and the same period of last year."""
    before, same_period = earlier.parts(line), earlier.same_period(line)
    return {
        "before_numerator": before.get(PartRole.NUMERATOR),
        "before_denominator": before.get(PartRole.DENOMINATOR) if line.is_ratio else None,
        "same_numerator": same_period.get(PartRole.NUMERATOR),
        "same_denominator": same_period.get(PartRole.DENOMINATOR),
    }


def headings(sheet: EntrySheet) -> list[str]:
    ordinal, names = sheet.period.ordinal, sheet.view.period_names
    before = "Bốn quý" if ordinal == FINAL_ORDINAL else names.get(ordinal - 1, "Kỳ trước")
    return [column.heading.format(before=before, year=sheet.view.last_years) for column in COLUMNS]


def key_text(line: TemplateLine, contents: RowContents) -> str:
    """Shape: unit id, indicator id, version of the figure, mark of the row."""
    return f"{line.unit.pk}-{line.indicator.pk}-{line.version}-{contents.mark}"


@dataclass(frozen=True, slots=True)
class FigureRowKey:
    unit: int
    indicator: int
    version: int
    mark: str


def read_key(text: str) -> FigureRowKey | None:
    """The key as it was written; None for anything else."""
    parts = text.split("-")
    if len(text) > LONGEST_KEY or len(parts) != 4 or not all(p.isascii() and p.isdecimal() for p in parts[:3]):
        return None
    unit, indicator, version = (int(part) for part in parts[:3])
    return FigureRowKey(unit, indicator, version, parts[3])


def stamp_of(sheet: EntrySheet) -> dict[str, str]:
    """What a workbook is for; every one of these must fit when it comes back."""
    return {
        "layout": VERSION,
        "plan": str(sheet.view.plan.pk),
        "period": str(sheet.period.ordinal),
        "scope": str(sheet.scope.pk) if sheet.scope else ALL_UNITS,
    }


def part_labels(line: TemplateLine, *, is_final: bool) -> dict[str, str]:
    """What each number is of: “Sản lượng lương thực (tấn), trong kỳ”."""
    if line.is_recognition:
        return {"numerator": f"{line.indicator.unit_of_measure}: tính theo danh sách quyết định"}
    return {
        role.lower(): f"{part.label} ({part.unit_of_measure}), {SPANS[OverTime(part.over_time)][is_final]}"
        for role in PartRole
        if (part := line.parts.get(role))
    }


def canonical_text(value: object) -> str:
    """How a value counts when it is compared with what a spreadsheet kept of it."""
    if isinstance(value, Decimal):
        return f"{excel_number(value):f}"
    if isinstance(value, date):
        return value.isoformat()
    return normalise(str(value)) if value else ""
