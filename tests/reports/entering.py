"""The entry page as tests read it and fill it in, with and without htmx."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from lxml import html

from tests.reports.builders import SampleOffice
from tests.reports.pages import HTMX, signed_in, visible_text
from units.models import Unit, User


@dataclass
class EntryScreen:
    """One answer of the server: its status and what people see."""

    status: int
    tree: Any
    url: str = ""

    @property
    def text(self) -> str:
        return visible_text(self.tree)

    @property
    def rows(self) -> list[str]:
        return list(self.tree.xpath("//tr/@data-indicator"))

    @property
    def fields(self) -> dict[str, str]:
        """The values that the form of the page would send: that of the report, or of its summary."""
        return {
            name: value or "" for name, value in self.tree.xpath("//form[@id='bao-cao' or @id='gui']")[0].form_values()
        }

    def row(self, code: str) -> Any:
        return self.tree.xpath(f"//tr[@data-indicator='{code}']")[0]

    def state(self, code: str = "") -> tuple[str, str]:
        """Returns the state of a row: its code and its text."""
        elements = (self.row(code) if code else self.tree).xpath(
            ".//*[@data-state and contains(@class, 'save-state')]"
        )[0]
        return elements.get("data-state"), visible_text(elements)

    def number(self, code: str, field: str) -> str:
        elements = (self.row(code) if code else self.tree).xpath(f".//*[@data-field='{field}']")
        return elements[0].get("data-value") if elements else ""

    def value(self, name: str) -> str:
        field = self.tree.xpath(f"//*[@name='{name}']")[0]
        return (field.text or "").strip() if field.tag == "textarea" else field.get("value", "")

    def message(self, name: str) -> str:
        """Returns the text under an input: its error, or the number read back."""
        field = self.tree.xpath(f"//*[@name='{name}']")[0]
        return visible_text(self.tree.xpath(f"//*[@id='{field.get('aria-describedby')}']")[0])

    def notice(self, kind: str = "error") -> str:
        return " ".join(
            visible_text(element) for element in self.tree.xpath(f"//main//*[contains(@class, 'notice-{kind}')]")
        )


@dataclass
class EntrySession:
    """One person at the entry page of one report."""

    office: SampleOffice
    client: Client
    unit: Unit
    ordinal: int = 3
    year: int = 2022

    @property
    def url(self) -> str:
        return f"/bao-cao/{self.year}/{self.unit.code}/{self.ordinal}/"

    def open(self) -> EntryScreen:
        return self._screen(self.client.get(self.url))

    def post(
        self, tail: str, changes: dict[str, str] | None = None, *, screen: EntryScreen | None = None
    ) -> EntryScreen:
        """Sends the form as it stands on the screen, with changes, and follows where it leads."""
        fields = (screen or self.open()).fields | (changes or {})
        return self._screen(self.client.post(self.url + tail, fields))

    def save(self, changes: dict[str, str] | None = None, *, screen: EntryScreen | None = None) -> EntryScreen:
        return self.post("luu/", changes, screen=screen)

    def summarise(self, changes: dict[str, str] | None = None, *, screen: EntryScreen | None = None) -> EntryScreen:
        """Presses “Gửi báo cáo”: what was typed is saved, and the summary asks once."""
        return self.post("xem-lai/", changes, screen=screen)

    def submit(self, changes: dict[str, str] | None = None, *, screen: EntryScreen | None = None) -> EntryScreen:
        return self.post("gui/", changes, screen=screen)

    def leave_cell(self, code: str, changes: dict[str, str], *, screen: EntryScreen | None = None) -> EntryScreen:
        """Sends what htmx does when an input of one row is left: the names in the row's hx-params."""
        screen = screen or self.open()
        row_names = screen.row(code).get("hx-params").split(",")
        row_fields = {name: value for name, value in (screen.fields | changes).items() if name in row_names}
        return self._screen(self.client.post(f"{self.url}so-lieu/{code}/", row_fields, headers=HTMX))

    def _screen(self, response: Any) -> EntryScreen:
        status, url = response.status_code, response.headers.get("Location", "")
        if status == 302:
            response = self.client.get(url.partition("#")[0])
        return EntryScreen(status, html.fromstring(f"<div>{response.content.decode()}</div>"), url)


def entry_session(
    office: SampleOffice, unit: Unit | None = None, ordinal: int = 3, user: User | None = None
) -> EntrySession:
    """Signs in a reporter of the unit at its report; by default of the first commune."""
    unit = unit or office.communes[0]
    return EntrySession(office, signed_in(user or office.reporter(unit)), unit, ordinal)
