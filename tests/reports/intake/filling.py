"""A person with a workbook: template down, cells filled in, sent up, confirmed."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from openpyxl import Workbook, load_workbook

from reports.intake.figures.layout import LAYOUT
from reports.intake.kit.form_workbook import STAMP
from reports.intake.kit.template_layout import FIRST_ROW, TemplateLayout
from reports.models import Figure
from tests.reports.builders import SampleOffice
from tests.reports.pages import signed_in, visible_text
from units.models import Unit, User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TemplateWorkbook:
    """A template as a person has it open; rows are found by their indicator, unit and the number that they are for."""

    def __init__(self, content: bytes, layout: TemplateLayout = LAYOUT) -> None:
        self.layout = layout
        self.workbook: Workbook = load_workbook(BytesIO(content))
        self.sheet = self.workbook[layout.sheet]

    @property
    def rows(self) -> range:
        return range(FIRST_ROW, self.sheet.max_row + 1)

    def row(self, code: str, unit: Unit | str = "", number: str = "") -> int:
        name = unit if isinstance(unit, str) else unit.name
        for row in self.rows:
            key = self.layout.read_key(str(self.cell("key", row).value))
            is_row = key and key.identity.endswith(number) and self.cell("code", row).value == code
            if is_row and self.cell("unit", row).value.endswith(name):
                return row
        raise LookupError(code)

    def cell(self, column: str, row: int) -> Any:
        return self.sheet.cell(row, self.layout.places[column] + 1)

    def find_cell(self, code: str, unit: Unit | str, column: str, number: str = "") -> Any:
        return self.cell(column, self.row(code, unit, number))

    def value(self, code: str, column: str, unit: Unit | str = "") -> Any:
        return self.find_cell(code, unit, column).value

    def fill(self, code: str, unit: Unit | str = "", number: str = "", **values: Any) -> "TemplateWorkbook":
        for column, value in values.items():
            cell = self.find_cell(code, unit, column, number)
            cell.value = value
            if isinstance(value, str) and value.startswith("=") and column in ("note", "source"):
                cell.data_type = "s"
        return self

    @property
    def stamp(self) -> dict[str, str]:
        return {str(name): str(value) for name, value in self.workbook[STAMP].iter_rows(values_only=True)}

    def file_bytes(self) -> bytes:
        file = BytesIO()
        self.workbook.save(file)
        return file.getvalue()


@dataclass
class IntakeResponse:
    status: int
    tree: Any
    url: str = ""

    @property
    def text(self) -> str:
        return visible_text(self.tree.xpath("//main")[0])

    @property
    def faults(self) -> dict[str, str]:
        """The faults and how to mend them, by cell; the whole file has none."""
        matches = self.tree.xpath("//tr[@data-cell]")
        return {row.get("data-cell"): " ".join(visible_text(cell) for cell in row.xpath("td")[1:]) for row in matches}

    @property
    def changes(self) -> dict[str, str]:
        """Before and after, by indicator; those of several units with the same indicator run together."""
        texts: dict[str, str] = {}
        for row in self.tree.xpath("//tr[@data-indicator]"):
            code = row.get("data-indicator")
            remarks = "; ".join(visible_text(element) for element in row.xpath("td[1]/span"))
            texts[code] = f"{texts.get(code, '')} {remarks}".strip()
        return texts

    @property
    def warnings(self) -> str:
        return " ".join(visible_text(element) for element in self.tree.xpath("//*[contains(@class, 'warning-text')]"))

    @property
    def token(self) -> str:
        return next(iter(self.tree.xpath("//input[@name='token']/@value")), "")


@dataclass
class IntakeSession:
    """One person at one of the pages; by default those of figures."""

    client: Client
    url: str
    layout: TemplateLayout = LAYOUT

    def download_template(self) -> TemplateWorkbook:
        response = self.client.get(f"{self.url}mau.xlsx")
        assert response.status_code == 200, response.content.decode()
        return TemplateWorkbook(response.content, self.layout)

    def send(self, content: bytes | TemplateWorkbook, name: str = "so-lieu.xlsx") -> IntakeResponse:
        content = content.file_bytes() if isinstance(content, TemplateWorkbook) else content
        return self._answer(self.client.post(self.url, {"file": SimpleUploadedFile(name, content, XLSX)}))

    def confirm(self, preview: IntakeResponse | str, **fields: str) -> IntakeResponse:
        token = preview if isinstance(preview, str) else preview.token
        return self._answer(self.client.post(f"{self.url}xac-nhan/", {"token": token, **fields}))

    def write(self, content: bytes | TemplateWorkbook) -> IntakeResponse:
        """Sends and confirms what must be in order."""
        preview = self.send(content)
        assert preview.status == 200, preview.text
        confirmation = self.confirm(preview, reason="Đơn vị gửi số liệu bằng giấy.")
        assert confirmation.status == 302, confirmation.text
        return confirmation

    def _answer(self, response: Any) -> IntakeResponse:
        status, url = response.status_code, response.headers.get("Location", "")
        if status == 302:
            response = self.client.get(url)
        return IntakeResponse(status, html.fromstring(response.content.decode()), url)


def intake_session(
    office: SampleOffice, unit: Unit | None = None, user: User | None = None, ordinal: int = 3
) -> IntakeSession:
    """A reporter of the unit; by default of the first commune."""
    unit = unit or office.communes[0]
    return IntakeSession(signed_in(user or office.reporter(unit)), f"/nhap-excel/2022/{unit.code}/{ordinal}/")


def intake_session_of_all(office: SampleOffice, user: User | None = None, ordinal: int = 3) -> IntakeSession:
    return IntakeSession(signed_in(user or office.administrator), f"/nhap-excel/2022/tat-ca/{ordinal}/")


def latest_figure(code: str = "CT01") -> Figure | None:
    return Figure.objects.filter(indicator__code=code, report__period__ordinal=3).order_by("-report__revision").first()


def stored_values(code: str = "CT01") -> tuple[object, ...]:
    matches = latest_figure(code)
    assert matches
    return matches.numerator, matches.denominator, matches.not_applicable, matches.note


def cell_coordinate(workbook: TemplateWorkbook, code: str, column: str) -> str:
    return workbook.cell(column, workbook.row(code)).coordinate
