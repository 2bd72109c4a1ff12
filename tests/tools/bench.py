"""Measure the budgets: how long the main requests take beside an empty signed-in page, in one run.

Requests go through Django's test client in a process for each database: middleware, templates and database count, the
network does not. Every round takes each measurement once, so that a busy machine slows all alike; medians are compared.

The demo is measured on SQLite and PostgreSQL; a simulated nation too where `--nation` names its folder (SQLite) or
`--nation-url` its PostgreSQL database. The table goes into the README.
"""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from itertools import cycle, islice
from tempfile import TemporaryFile
from typing import Any

import django
import lxml.html
from openpyxl import Workbook, load_workbook

from tests.tools.demo import ROOT, demo_folder
from tests.tools.run_tests import own_postgresql

WARM_UP, ROUNDS = 3, 15
README = ROOT / "README.md"
TABLE_PATTERN = re.compile(r"(?<=<!-- bench -->\n).*(?=<!-- /bench -->)", re.DOTALL)
LEADER, HELP, DASHBOARD, INDICATOR = "lanhdao", "/tro-giup/", "/tong-quan/", "/chi-tieu/CT03/"
WORKBOOK = "/xuat/tong-hop.xlsx"
EMPTY_PAGE, STYLED_COPY = "an empty page", "openpyxl, the same cells with their looks"
# The most that each may take, as a multiple of another measurement; None where there is no limit.
BUDGETS = {
    "dashboard, data unchanged": (EMPTY_PAGE, 2),
    "dashboard, computed afresh": (EMPTY_PAGE, 10),
    "indicator page": (EMPTY_PAGE, None),
    "cell saved": (EMPTY_PAGE, 3),
    "summary workbook": (STYLED_COPY, 1.5),
    "openpyxl, the bare values": (STYLED_COPY, None),
}
GROWTH = 1.5  # of a nation beside a district
ROWS, MEGABYTES = 850_000, 200  # so many figures go into one workbook within so much memory

Medians = dict[str, list[float]]  # seconds, queries


@dataclass
class StepMeasurement:
    """A step and the times that it took. Units: seconds."""

    name: str
    step: Callable[[], Any]
    prepare: Callable[[], Any] = lambda: None
    seconds: list[float] = field(default_factory=list)

    def run(self) -> None:
        self.prepare()
        start = time.perf_counter()
        self.step()
        self.seconds.append(time.perf_counter() - start)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds[WARM_UP:])


class SignedInUser:
    """A test client signed in to the demo."""

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


class FigureEdit:
    """A figure of a commune's report, sent as its row of the page sends it; every save changes the number."""

    def __init__(self, code: str) -> None:
        self.person, self.saves = SignedInUser(f"nhap-{code.lower()}"), 0
        self.report = f"/bao-cao/2022/{code}/3/"

    def load(self) -> None:
        page = lxml.html.fromstring(self.person.get(self.report).decode())
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


def copy_writer(content: bytes, *, with_styles: bool) -> Callable[[], None]:
    """Returns a function that writes the same cells with openpyxl alone."""
    styles_by_id: dict[int, tuple[Any, ...]] = {}
    names = ("font", "fill", "border", "alignment", "number_format")
    sheets = [
        [
            (
                cell.row,
                cell.column,
                cell.value,
                styles_by_id.setdefault(cell.style_id, tuple(copy(getattr(cell, name)) for name in names)),
            )
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or (with_styles and cell.has_style)
        ]
        for sheet in load_workbook(BytesIO(content))
    ]

    def write() -> None:
        workbook = Workbook()
        for cells in sheets:
            sheet = workbook.create_sheet()
            for row, column, value, styles in cells:
                cell = sheet.cell(row, column, value)
                if with_styles:
                    for name, style in zip(names, styles, strict=True):
                        setattr(cell, name, style)
        workbook.save(BytesIO())

    return write


def measurements(commune: str) -> list[StepMeasurement]:
    from django.core.cache import caches

    clear_cache = caches["pages"].clear
    leader, cell = SignedInUser(LEADER), FigureEdit(commune)

    def dashboard() -> bytes:
        return leader.get(DASHBOARD)

    workbook = leader.get(WORKBOOK)
    return [
        StepMeasurement(EMPTY_PAGE, lambda: leader.get(HELP)),
        StepMeasurement("dashboard, data unchanged", dashboard, prepare=dashboard),
        StepMeasurement("dashboard, computed afresh", dashboard, prepare=clear_cache),
        StepMeasurement("indicator page", lambda: leader.get(INDICATOR)),
        StepMeasurement("cell saved", cell.save, prepare=cell.load),
        StepMeasurement(STYLED_COPY, copy_writer(workbook, with_styles=True)),
        StepMeasurement("openpyxl, the bare values", copy_writer(workbook, with_styles=False)),
        StepMeasurement("summary workbook", lambda: leader.get(WORKBOOK)),
    ]


def queries(measurement: StepMeasurement) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    measurement.prepare()
    with CaptureQueriesContext(connection) as query_log:
        measurement.step()
    return len(query_log)


def measure_here(commune: str) -> Medians:
    """Measures in this process, on the database that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chodon_thidua.settings"
    django.setup()
    steps = measurements(commune)
    for _ in range(WARM_UP + ROUNDS):
        for step in steps:
            step.run()
    return {step.name: [step.median, queries(step)] for step in steps}


def write_rows(count: int) -> Medians:
    """Writes in this process, row by row, the district's workbook with so many rows: its figures over and over."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chodon_thidua.settings"
    django.setup()
    from django.contrib.auth import get_user_model

    from reports.meeting.documents import read_documents
    from reports.meeting.workbook.workbook_file import write_workbook
    from reports.selectors.scope import plan_scope

    leader: Any = get_user_model().objects.get(username=LEADER)
    scope = plan_scope(leader, year=None, plan_id=None, ordinal=None, code="")
    if scope is None:
        sys.exit("The demo has no plan.")
    documents = read_documents(scope)
    lines = list(documents.figures())
    start = time.perf_counter()
    with TemporaryFile() as file:
        write_workbook(documents, file, islice(cycle(lines), count))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": [time.perf_counter() - start, megabytes]}


def measure(commune: str, **environment: str) -> Medians:
    return run_apart(["--here", commune], environment)


def run_apart(arguments: list[str], environment: Mapping[str, str]) -> Medians:
    """Runs a measurement in a process of its own."""
    settings = {"DEMO": "true", "HTTPS": "false", "TODAY": "2022-09-15"} | dict(environment)
    command = [sys.executable, "-m", "tests.tools.bench", *arguments]
    process = subprocess.run(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True)
    if process.returncode:
        sys.exit("The measurement broke off.")
    medians: Medians = json.loads(process.stdout)
    return medians


@dataclass
class ResultColumn:
    title: str
    medians: Medians
    small: "ResultColumn | None" = None  # the same database with a district only

    def ratio(self, name: str) -> float:
        return self.medians[name][0] / self.medians[BUDGETS[name][0]][0]

    def is_over(self, name: str) -> bool:
        at_most = BUDGETS[name][1]
        exceeds_growth = self.small and at_most and self.ratio(name) > GROWTH * self.small.ratio(name)
        return bool(exceeds_growth) or (
            at_most is not None and self.ratio(name) > at_most * (GROWTH if self.small else 1)
        )

    def text(self, name: str) -> str:
        seconds, count = self.medians[name]
        ratio_text = f"{self.ratio(name):.2f}× ({seconds * 1000:.0f} ms, {count:.0f} q)".replace(", 0 q", "")
        return f"**{ratio_text}**" if self.is_over(name) else ratio_text


def table(columns: list[ResultColumn], row_measurement: list[float]) -> str:
    """Returns the table as Markdown; a result over its budget is bold."""
    rows = [["", "budget", *(column.title for column in columns)], ["---"] * (len(columns) + 2)]
    for name, (against, at_most) in BUDGETS.items():
        limit = f"{at_most:g}×" if at_most else "–"
        mark = " †" if against == STYLED_COPY else ""
        rows.append([name + mark, limit, *(column.text(name) for column in columns)])
    base = [f"{column.medians[EMPTY_PAGE][0] * 1000:.1f} ms" for column in columns]
    rows.append([EMPTY_PAGE, "–", *base])
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    table_text = "Ratios to an empty signed-in page; † to openpyxl writing the same cells with their looks."
    seconds, megabytes = row_measurement
    stream = (
        f"{ROWS:,} figure rows into one workbook: at most {megabytes:.0f} MB (budget {MEGABYTES}), {seconds:.0f} s."
    )
    return f"{lines}\n\n{table_text} {stream}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nation", help="folder (VAR_DIR) of a simulated nation on SQLite")
    parser.add_argument("--nation-url", help="address of a simulated nation on PostgreSQL")
    parser.add_argument("--rows", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--here", metavar="CODE", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        json.dump(measure_here(arguments.here), sys.stdout)
        return 0
    if arguments.rows:
        json.dump(write_rows(arguments.rows), sys.stdout)
        return 0
    columns: list[ResultColumn] = []
    with demo_folder() as folder:
        columns.append(ResultColumn("SQLite, 33 units", measure("02053", VAR_DIR=str(folder))))
        row_measurement = run_apart(["--rows", str(ROWS)], {"VAR_DIR": str(folder)})["rows"]
    if arguments.nation:
        columns.append(ResultColumn("SQLite, nation", measure("X00000", VAR_DIR=arguments.nation), columns[0]))
    with own_postgresql() as server:
        if server:
            url = f"{server}/postgres"
            with demo_folder(url) as folder:
                small = ResultColumn("PostgreSQL, 33 units", measure("02053", VAR_DIR=str(folder), DATABASE_URL=url))
                columns.append(small)
                if arguments.nation_url:
                    environment = {"VAR_DIR": str(folder), "DATABASE_URL": arguments.nation_url}
                    columns.append(ResultColumn("PostgreSQL, nation", measure("X00000", **environment), small))
    table_text = table(columns, row_measurement)
    print(table_text)
    README.write_text(TABLE_PATTERN.sub(lambda _: table_text, README.read_text()))
    too_much = row_measurement[1] > MEGABYTES
    return 1 if too_much or any(column.is_over(name) for column in columns for name in BUDGETS) else 0


if __name__ == "__main__":
    sys.exit(main())
