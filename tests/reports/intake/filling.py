"""A person with a workbook: template down, cells filled in, sent up, confirmed."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from openpyxl import Workbook, load_workbook

from reports.intake.figures.layout import DATA, FIRST_ROW, PLACES
from reports.intake.kit.form_workbook import STAMP
from reports.models import Figure
from tests.reports.builders import Office
from tests.reports.pages import signed_in, words
from units.models import Unit, User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Book:
    """A template as a person has it open."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(BytesIO(content))
        self.sheet = self.book[DATA]

    def row(self, code: str, unit: str = "") -> int:
        for number in range(FIRST_ROW, self.sheet.max_row + 1):
            if self.cell("code", number).value == code and (not unit or self.cell("unit", number).value == unit):
                return number
        raise LookupError(code)

    def cell(self, column: str, row: int) -> Any:
        return self.sheet.cell(row, PLACES[column] + 1)

    def value(self, code: str, column: str, unit: str = "") -> Any:
        return self.cell(column, self.row(code, unit)).value

    def fill(self, code: str, unit: str = "", **values: Any) -> "Book":
        for column, value in values.items():
            cell = self.cell(column, self.row(code, unit))
            cell.value = value
            if isinstance(value, str) and value.startswith("=") and column in ("note", "source"):
                cell.data_type = "s"
        return self

    @property
    def stamp(self) -> dict[str, str]:
        return {str(name): str(value) for name, value in self.book[STAMP].iter_rows(values_only=True)}

    def saved(self) -> bytes:
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


@dataclass
class Answer:
    status: int
    tree: Any
    url: str = ""

    @property
    def text(self) -> str:
        return words(self.tree.xpath("//main")[0])

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong and how to mend it, by cell; the whole file has none."""
        found = self.tree.xpath("//tr[@data-cell]")
        return {row.get("data-cell"): " ".join(words(cell) for cell in row.xpath("td")[1:]) for row in found}

    @property
    def changes(self) -> dict[str, str]:
        """Before and after, by indicator; those of several units with the same indicator run together."""
        told: dict[str, str] = {}
        for row in self.tree.xpath("//tr[@data-indicator]"):
            code = row.get("data-indicator")
            told[code] = f"{told.get(code, '')} {'; '.join(words(one) for one in row.xpath('td[1]/span'))}".strip()
        return told

    @property
    def warnings(self) -> str:
        return " ".join(words(one) for one in self.tree.xpath("//*[contains(@class, 'warning-text')]"))

    @property
    def token(self) -> str:
        return next(iter(self.tree.xpath("//input[@name='token']/@value")), "")


@dataclass
class Desk:
    """One person at the page of one unit, or of all."""

    client: Client
    url: str

    def template(self) -> Book:
        response = self.client.get(f"{self.url}mau.xlsx")
        assert response.status_code == 200, response.content.decode()
        return Book(response.content)

    def send(self, content: bytes | Book, name: str = "so-lieu.xlsx") -> Answer:
        content = content.saved() if isinstance(content, Book) else content
        return self._answer(self.client.post(self.url, {"file": SimpleUploadedFile(name, content, XLSX)}))

    def confirm(self, seen: Answer | str) -> Answer:
        token = seen if isinstance(seen, str) else seen.token
        return self._answer(self.client.post(f"{self.url}xac-nhan/", {"token": token}))

    def write(self, content: bytes | Book) -> Answer:
        """Send and confirm what must be in order."""
        seen = self.send(content)
        assert seen.status == 200, seen.text
        done = self.confirm(seen)
        assert done.status == 302, done.text
        return done

    def _answer(self, response: Any) -> Answer:
        status, url = response.status_code, response.headers.get("Location", "")
        if status == 302:
            response = self.client.get(url)
        return Answer(status, html.fromstring(response.content.decode()), url)


def desk(office: Office, unit: Unit | None = None, user: User | None = None, ordinal: int = 3) -> Desk:
    """A reporter of the unit; by default of the first commune."""
    unit = unit or office.communes[0]
    return Desk(signed_in(user or office.reporter(unit)), f"/nhap-excel/2022/{unit.code}/{ordinal}/")


def desk_of_all(office: Office, user: User | None = None, ordinal: int = 3) -> Desk:
    return Desk(signed_in(user or office.administrator), f"/nhap-excel/2022/tat-ca/{ordinal}/")


def figure(code: str = "CT01") -> Figure | None:
    return Figure.objects.filter(indicator__code=code, report__period__ordinal=3).order_by("-report__revision").first()


def stored(code: str = "CT01") -> tuple[object, ...]:
    found = figure(code)
    assert found
    return found.numerator, found.denominator, found.not_applicable, found.note


def at(book: Book, code: str, column: str) -> str:
    return book.cell(column, book.row(code)).coordinate
