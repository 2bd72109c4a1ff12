"""Biểu 01 as tests read it: by openpyxl, from the bytes that are sent."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from chodon_thidua.lib.numbers import plain_number
from reports.meeting.documents import MeetingDocuments, read_documents
from reports.meeting.workbook.workbook_file import meeting_workbook_bytes
from reports.progress.overview import PlanOverview, plan_overview
from reports.selectors.scope import plan_scope
from targets.enums import BaselineKind, TargetBasis
from targets.models import Baseline, Indicator, Target
from tests.reports.builders import SampleOffice
from units.models import User

KEYS = [
    *("number", "name", "unit_of_measure", "last_year", "target", "in_period", "actual", "same_period", "estimate"),
    *("percent", "same_period_change", "status", "lead", "notes"),
]
NUMBERS = ["last_year", "target", "in_period", "actual", "same_period", "estimate", "percent", "same_period_change"]


def overview_of(user: User, ordinal: int | None = None, code: str = "", **options: Any) -> PlanOverview:
    scope = plan_scope(User.objects.get(pk=user.pk), year=None, plan_id=None, ordinal=ordinal, code=code)
    assert scope
    return plan_overview(scope.visible_units, scope.view, scope.period, scope.unit, **options)


def make_fall_indicator(office: SampleOffice) -> Indicator:
    """Makes CT02 a rate that must fall by 2 points from last year's end, when it was 12 %; now it is 9 %."""
    indicator = office.indicators["CT02"]
    Indicator.objects.filter(pk=indicator.pk).update(
        basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END, scale=100, unit_of_measure="%", decimals=2, due=[3]
    )
    indicator.parts.update(over_time="LAST")
    Target.objects.filter(indicator=indicator, unit=office.district).update(value=2)
    for commune in office.communes:
        office.enter("CT02", 9, 100, unit=commune)
        office.approve(commune)
        Baseline.objects.create(indicator=indicator, unit=commune, ordinal=5, numerator=12, denominator=100)
    return indicator


def documents_of(user: User, ordinal: int | None = None, code: str = "", **options: Any) -> MeetingDocuments:
    scope = plan_scope(User.objects.get(pk=user.pk), year=None, plan_id=None, ordinal=ordinal, code=code)
    assert scope
    return read_documents(scope, **options)


def meeting_workbook_of(office: SampleOffice, ordinal: int | None = 3, code: str = "", **options: Any) -> Workbook:
    """The leader's whole workbook."""
    content = meeting_workbook_bytes(documents_of(office.leader, ordinal, code, **options))
    return load_workbook(BytesIO(content))


def figure_rows(workbook: Workbook) -> list[dict[str, Any]]:
    """The figures, each by the heads of their columns."""
    headings, *rows = workbook["Số liệu"].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


class SummarySheet:
    """Shape: `rows` by the name of the indicator, `fields` the group rows, `above` and `below` the texts around."""

    def __init__(self, content: bytes) -> None:
        self.workbook = load_workbook(BytesIO(content))
        self.sheet = self.workbook.worksheets[0]
        cells: list[tuple[Any, ...]] = list(self.sheet.iter_rows(max_col=len(KEYS)))
        heading_index = next(n for n, row in enumerate(cells) if row[0].value == "TT")
        end_index = next(n for n, row in enumerate(cells) if n > heading_index and not row[0].border.top.style)
        self.headings = [cell.value for cell in cells[heading_index]]
        self.heading_row = heading_index + 1
        table = cells[heading_index + 1 : end_index]
        self.fields = [(row[0].value, row[1].value) for row in table if row[11].value is None]
        self.rows: dict[str, dict[str, Cell]] = {
            str(row[1].value): dict(zip(KEYS, row, strict=True)) for row in table if row[11].value is not None
        }
        self.above = [str(cell.value) for row in cells[:heading_index] for cell in row if cell.value is not None]
        self.below = [str(cell.value) for row in cells[end_index:] for cell in row if cell.value is not None]

    @classmethod
    def of(cls, user: User, ordinal: int | None = None, code: str = "", **options: Any) -> "SummarySheet":
        return cls(meeting_workbook_bytes(documents_of(user, ordinal, code, **options)))

    def row(self, code: str) -> dict[str, Cell]:
        """The row whose indicator's name ends with the code, as the test office names them."""
        return next(row for name, row in self.rows.items() if name.endswith(code))

    def value(self, code: str, key: str) -> Any:
        return self.row(code)[key].value

    def data(self, name: str, key: str) -> str:
        """A number as pages hold it: plain, of at most 6 decimals."""
        return data_of(self.rows[name][key])

    def contains(self, text: str) -> bool:
        return any(text in line for line in self.below)


def data_of(cell: Cell) -> str:
    return plain_number(Decimal(repr(cell.value))) if isinstance(cell.value, (int, float)) else ""


def _code(heading: str) -> str:
    """“CT04a. Tỷ lệ tuyển quân (%)” is of CT04a."""
    match = re.match(r"(CT\d+[a-z]?)\. ", heading)
    return match[1] if match else ""


class UnitSheet:
    """Biểu 02 as tests read it: by unit and code what it has reached and the percentage, with the notes of each unit.

    Shape: `tables` are the codes of each table and its units, `tops` the row of the lower headings of each code.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.sheet = workbook["Biểu 02 Theo đơn vị"]
        self.cells: dict[tuple[str, str], tuple[Cell, Cell]] = {}
        self.notes: dict[str, str] = {}
        self.tables: list[tuple[list[str], list[str]]] = []
        self.heading_rows: dict[str, int] = {}
        rows = list(self.sheet.iter_rows())
        codes: dict[int, str] = {}
        for row_above, row in zip([(), *rows], rows, strict=False):
            if row[0].value == "TT":
                codes = {place: match for place, cell in enumerate(row) if (match := _code(str(cell.value)))}
                self.notes_column = next(place for place, cell in enumerate(row) if cell.value == "Ghi chú")
                self.heading_rows |= dict.fromkeys(codes.values(), row[0].row + 1)
                continues_table = self.tables and self.tables[-1][0] == list(codes.values())  # on the next page
                self.tables += [] if continues_table else [(list(codes.values()), [])]
            elif row_above and row_above[0].value == "TT":
                continue
            elif codes and row[0].border.top.style:
                self._add_row(row, codes)
            else:
                codes = {}

    def _add_row(self, row: tuple[Any, ...], codes: dict[int, str]) -> None:
        unit = str(row[1].value)
        self.tables[-1][1].append(unit)
        for place, code in codes.items():
            self.cells[unit, code] = row[place], row[place + 1]
        notes = row[self.notes_column].value
        self.notes[unit] = " ".join(filter(None, (self.notes.get(unit), notes)))

    def data(self, unit: str, code: str) -> tuple[str, str]:
        actual, percent = self.cells[unit, code]
        return data_of(actual), data_of(percent)
