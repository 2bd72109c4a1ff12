"""The entry page as tests read it and fill it in, with and without htmx."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from lxml import html

from tests.reports.builders import Office
from tests.reports.pages import HTMX, signed_in, words
from units.models import Unit, User


@dataclass
class Screen:
    """One answer of the server: its status and what people see."""

    status: int
    tree: Any
    url: str = ""

    @property
    def text(self) -> str:
        return words(self.tree)

    @property
    def rows(self) -> list[str]:
        return list(self.tree.xpath("//tr/@data-indicator"))

    @property
    def fields(self) -> dict[str, str]:
        """What the page's form would send."""
        return {name: value or "" for name, value in self.tree.xpath("//form[@id='bao-cao']")[0].form_values()}

    def row(self, code: str) -> Any:
        return self.tree.xpath(f"//tr[@data-indicator='{code}']")[0]

    def state(self, code: str = "") -> tuple[str, str]:
        """How a row stands: its code and its words."""
        found = (self.row(code) if code else self.tree).xpath(".//*[@data-state and contains(@class, 'save-state')]")[0]
        return found.get("data-state"), words(found)

    def number(self, code: str, field: str) -> str:
        found = (self.row(code) if code else self.tree).xpath(f".//*[@data-field='{field}']")
        return found[0].get("data-value") if found else ""

    def value(self, name: str) -> str:
        field = self.tree.xpath(f"//*[@name='{name}']")[0]
        return (field.text or "").strip() if field.tag == "textarea" else field.get("value", "")

    def said(self, name: str) -> str:
        """What stands under an input: its error or what was understood."""
        field = self.tree.xpath(f"//*[@name='{name}']")[0]
        return words(self.tree.xpath(f"//*[@id='{field.get('aria-describedby')}']")[0])

    def notice(self, kind: str = "error") -> str:
        return " ".join(words(one) for one in self.tree.xpath(f"//main//*[contains(@class, 'notice-{kind}')]"))


@dataclass
class Desk:
    """One person at the entry page of one report."""

    office: Office
    client: Client
    unit: Unit
    ordinal: int = 3
    year: int = 2022

    @property
    def url(self) -> str:
        return f"/bao-cao/{self.year}/{self.unit.code}/{self.ordinal}/"

    def open(self) -> Screen:
        return self._screen(self.client.get(self.url))

    def post(self, tail: str, changes: dict[str, str] | None = None, *, screen: Screen | None = None) -> Screen:
        """Send the form as it stands on the screen, with changes; follow where it leads."""
        fields = (screen or self.open()).fields | (changes or {})
        return self._screen(self.client.post(self.url + tail, fields))

    def save(self, changes: dict[str, str] | None = None, *, screen: Screen | None = None) -> Screen:
        return self.post("luu/", changes, screen=screen)

    def submit(self, changes: dict[str, str] | None = None, *, screen: Screen | None = None) -> Screen:
        return self.post("gui/", changes, screen=screen)

    def leave_cell(self, code: str, changes: dict[str, str], *, screen: Screen | None = None) -> Screen:
        """What htmx sends when an input of one row is left: the names in the row's hx-params."""
        screen = screen or self.open()
        wanted = screen.row(code).get("hx-params").split(",")
        sent = {name: value for name, value in (screen.fields | changes).items() if name in wanted}
        return self._screen(self.client.post(f"{self.url}so-lieu/{code}/", sent, headers=HTMX))

    def _screen(self, response: Any) -> Screen:
        status, url = response.status_code, response.headers.get("Location", "")
        if status == 302:
            response = self.client.get(url.partition("#")[0])
        return Screen(status, html.fromstring(f"<div>{response.content.decode()}</div>"), url)


def desk(office: Office, unit: Unit | None = None, ordinal: int = 3, user: User | None = None) -> Desk:
    """A reporter of the unit at its report; by default of the first commune."""
    unit = unit or office.communes[0]
    return Desk(office, signed_in(user or office.reporter(unit)), unit, ordinal)
