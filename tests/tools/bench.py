"""Measure the budgets on the 2022 demo: how long the main requests take beside an empty signed-in page, in one run.

Requests go through Django's test client in this process: middleware, templates and database count, the network does
not. Every round takes each measurement once, so that a busy machine slows all alike; medians are compared.
"""

import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import django
import lxml.html
from openpyxl import Workbook, load_workbook

from tests.tools.demo import demo_folder

WARM_UP, ROUNDS = 3, 15
REPORTER, LEADER, REPORT = "nhap-02053", "lanhdao", "/bao-cao/2022/02053/3/"
HELP, DASHBOARD, WORKBOOK = "/tro-giup/", "/tong-quan/", "/xuat/tong-hop.xlsx"


@dataclass
class Measurement:
    """A step timed again and again, and what it may cost at most, as a multiple of another."""

    name: str
    step: Callable[[], Any]
    prepare: Callable[[], Any] = lambda: None
    against: str = ""
    at_most: float = 0
    seconds: list[float] = field(default_factory=list)

    def run(self) -> None:
        self.prepare()
        start = time.perf_counter()
        self.step()
        self.seconds.append(time.perf_counter() - start)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds[WARM_UP:])


class Person:
    """Somebody signed in to the demo."""

    def __init__(self, username: str) -> None:
        from django.contrib.auth import get_user_model
        from django.test import Client

        self.client = Client()
        self.client.force_login(get_user_model().objects.get(username=username))

    def get(self, path: str) -> bytes:
        response = self.client.get(path)
        content = response.getvalue()
        if response.status_code != 200:
            sys.exit(f"{path} answered {response.status_code}.")
        return content


class Cell:
    """A figure of the report, sent as its row of the page sends it; every save changes the number."""

    def __init__(self, person: Person) -> None:
        self.person, self.saves = person, 0

    def load(self) -> None:
        page = lxml.html.fromstring(self.person.get(REPORT).decode())
        row = page.xpath("//tr[@hx-post][.//input[contains(@name, '-numerator')]]")[0]
        code = row.get("data-indicator")
        self.path = row.get("hx-post")
        self.fields = {
            name: value or ""
            for name, value in page.get_element_by_id("bao-cao").form_values()
            if name.startswith(f"{code}-")
        }
        self.saves += 1
        self.fields[f"{code}-numerator"] = str(100 + self.saves % 2)

    def save(self) -> None:
        response = self.person.client.post(self.path, self.fields, headers={"HX-Request": "true"})
        if response.status_code != 200:
            sys.exit(f"{self.path} answered {response.status_code}: {response.content.decode()[:500]}")


def plain_copy(content: bytes) -> Callable[[], None]:
    """What openpyxl alone does to write the same cells."""
    sheets = [
        [(cell.row, cell.column, cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for sheet in load_workbook(io.BytesIO(content))
    ]

    def write() -> None:
        workbook = Workbook()
        for cells in sheets:
            sheet = workbook.create_sheet()
            for row, column, value in cells:
                sheet.cell(row, column, value)
        workbook.save(io.BytesIO())

    return write


def measurements() -> list[Measurement]:
    from django.core.cache import caches

    forget = caches["pages"].clear
    leader, cell = Person(LEADER), Cell(Person(REPORTER))

    def dashboard() -> bytes:
        return leader.get(DASHBOARD)

    return [
        empty := Measurement("empty page", lambda: leader.get(HELP)),
        Measurement("dashboard, data unchanged", dashboard, prepare=dashboard, against=empty.name, at_most=2),
        Measurement("dashboard, computed afresh", dashboard, prepare=forget, against=empty.name, at_most=10),
        Measurement("cell saved", cell.save, prepare=cell.load, against=empty.name, at_most=3),
        plain := Measurement("the same cells by openpyxl", plain_copy(leader.get(WORKBOOK))),
        Measurement("summary workbook", lambda: leader.get(WORKBOOK), against=plain.name, at_most=1.5),
    ]


def queries(measurement: Measurement) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    measurement.prepare()
    with CaptureQueriesContext(connection) as captured:
        measurement.step()
    return len(captured)


def table(measured: list[Measurement]) -> bool:
    """Prints the results; true when every budget holds."""
    medians = {each.name: each.median for each in measured}
    kept = True
    print(f"{'':28}{'median':>10}{'ratio':>8}{'budget':>8}{'queries':>9}")
    for each in measured:
        ratio = each.median / medians[each.against] if each.against else 0
        over = bool(each.against) and ratio > each.at_most
        kept = kept and not over
        compared = f"{ratio:>7.2f}×{each.at_most:>7g}×" if each.against else " " * 16
        print(f"{each.name:28}{each.median * 1000:>7.1f} ms{compared}{queries(each):>9}{'  over' if over else ''}")
    print("Ratios: to the empty page; the workbook's to openpyxl writing the same cells.")
    return kept


def main() -> int:
    with demo_folder():
        os.environ["DJANGO_SETTINGS_MODULE"] = "chodon_thidua.settings"
        django.setup()
        measured = measurements()
        for _ in range(WARM_UP + ROUNDS):
            for each in measured:
                each.run()
        return 0 if table(measured) else 1


if __name__ == "__main__":
    sys.exit(main())
