"""Helpers that read pages as people do, the dashboard's above all."""

from typing import Any

from django.test import Client
from lxml import html

from tests.reports.builders import OPEN_ORDINAL, SampleOffice
from tests.stored_rows import remembered
from units.models import User

PAGE = "/tong-quan/"
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str = "", path: str = PAGE, **options: Any) -> Any:
    """Requests and parses a page; an address with its query string is used as it is."""
    response = client.get(address if address.startswith("/") else f"{path}?{address}", **options)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def visible_text(element: Any) -> str:
    return " ".join(element.text_content().split())


def section(tree: Any, name: str) -> str:
    """Returns the text of the section with that heading."""
    return visible_text(tree.xpath(f"//section[@aria-labelledby='{name}']")[0])


def rows(tree: Any) -> list[str]:
    return list(tree.xpath("//tr/@data-indicator"))


def top_row_count(tree: Any) -> int:
    """Counts the rows that are no children."""
    return len(tree.xpath("//tr[@data-indicator][td[1] != '-']"))


def cell(tree: Any, code: str, field: str) -> tuple[str, str]:
    """Returns the data attribute and the text of one number."""
    cells = tree.xpath(f"//tr[@data-indicator='{code}']/td[@data-field='{field}']")
    assert len(cells) == 1
    return cells[0].get("data-value"), visible_text(cells[0])


@remembered
def report_all_communes(
    office: SampleOffice, amount: int | str = 50, *, ordinal: int = OPEN_ORDINAL, **values: Any
) -> None:
    """Approves a report with the first indicator of every commune."""
    for commune in office.communes:
        office.enter("CT01", amount, unit=commune, ordinal=ordinal, **values)
        office.approve(commune, ordinal)
