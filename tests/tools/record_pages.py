"""Record what the demo answers to each role, so that two versions of the program can be compared.

`python -m tests.tools.record_pages --prepare FOLDER` makes a demo with frozen numbers and evidence in an empty folder.
`DATABASE=FOLDER/db.sqlite3 python -m tests.tools.record_pages OUT` crawls a copy of it and writes every answer to OUT.
`python -m tests.tools.record_pages --compare BEFORE AFTER` prints what differs.

The clock and the random numbers stand still and each request is rolled back, so that an answer depends on nothing but
the program, the database and the request. Forms are sent too. Nothing of the apps is imported: only their addresses.
"""

import argparse
import hashlib
import io
import logging
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import django
import openpyxl
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from lxml import html

from tests import documents
from tests.tools.demo import ROOT
from tests.tools.page_files import SUMMARY, as_text, compare, content_text, write
from tests.tools.page_visits import Visit, visits_on_page

ROLES = ("", "quantri", "lanhdao", "thamdinh", "nhap-02053", "nhap-tckh")  # the first is signed out
MOMENT = datetime(2030, 1, 1, 2, tzinfo=UTC)  # after any demo was made; 9 o'clock in Vietnam
MOST_VISITS = 150
MOST_OF_A_SHAPE = {"GET": 6, "POST": 3}
MOST_DOWNLOADS = 2  # of a shape
EXPORT = ("export_summary", "--plan", "15/KH-UBND", "--year", "2022", "--period")
member_of_file = zipfile.ZipInfo.from_file
COMMANDS = (
    *((*EXPORT, period, file) for period in "123" for file in ("summary.xlsx", "figures.csv")),
    (*EXPORT, "2", "--unit", "02053", "unit.xlsx"),
    (*EXPORT, "2", "--field", "KT", "field.xlsx"),
    (*EXPORT, "3", "--pending", "pending.xlsx"),
    (*EXPORT, "2", "--each", "each.zip"),
    (*EXPORT, "2", "--unit", "none", "unknown.xlsx"),
    ("load_plan", "--format"),
    ("load_units", "--format"),
    ("load_plan", "fixtures/plan-15-2022.json", "--check"),
    ("load_units", "fixtures/units-064.json"),
    ("rebuild_rollup", "--check"),
    ("remind", "--days-before", "60"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", help="where to write; an older recording there is replaced")
    parser.add_argument("--most", type=int, default=MOST_VISITS, help="visits of each role")
    parser.add_argument("--prepare", type=Path, metavar="FOLDER", help="make a demo there")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("BEFORE", "AFTER"))
    arguments = parser.parse_args()
    if arguments.compare:
        return compare(*arguments.compare)
    if arguments.prepare:
        with demo_at_moment(arguments.prepare):
            prepare()
        return 0
    if not arguments.out or "DATABASE" not in os.environ:
        parser.error("name the folder to write to, and the database by the variable DATABASE.")
    database = Path(os.environ["DATABASE"])
    with tempfile.TemporaryDirectory(prefix="thidua-pages-") as folder:
        copy_demo(database, Path(folder))
        with demo_at_moment(Path(folder)):
            record(arguments.out, arguments.most)
    return 0


# The demo


def copy_demo(database: Path, folder: Path) -> None:
    """Copies a database with what it has not yet written back, and the uploads beside it."""
    for path in database.parent.glob(f"{database.name}*"):
        shutil.copy(path, folder / path.name.replace(database.name, "db.sqlite3"))
    if (uploads := database.parent / "uploads").exists():
        shutil.copytree(uploads, folder / "uploads")


@contextmanager
def demo_at_moment(folder: Path) -> Iterator[None]:
    """Sets Django up on the database in a folder, made there if it is missing, with the clock standing still."""
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"DEMO": "true", "HTTPS": "false", "TODAY": "2022-09-15", "VAR_DIR": str(folder)}
    os.environ["DJANGO_SETTINGS_MODULE"] = "chodon_thidua.settings"
    load = [] if (folder / "db.sqlite3").exists() else [["load_demo"]]
    for command in (["migrate"], ["collectstatic", "--no-input"], *load):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    os.chdir(ROOT)
    with time_machine.travel(MOMENT, tick=False), patch.object(zipfile.ZipInfo, "from_file", member_now):
        django.setup()
        logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are among the answers
        yield


def member_now(*arguments: Any, **options: Any) -> zipfile.ZipInfo:
    """A zip's member of a file, made now: files themselves are stamped by the system, whose clock goes on."""
    member = member_of_file(*arguments, **options)
    member.date_time = time.localtime()[:6]
    return member


def prepare() -> None:
    """Freezes the numbers of a quarter and attaches evidence, through the pages; prints the status of each answer."""
    client = role_client("quantri")
    page = html.document_fromstring(client.get("/xuat/da-chot/chot/?ky=2").content)
    form = next(form for form in page.forms if form.action.partition("?")[0].endswith("/chot/"))
    meeting = {"meeting_name": "Họp giao ban quý II", "meeting_on": "20/07/2022"}
    print(form.action, client.post(form.action, dict(form.form_values()) | meeting).status_code)
    address = "/bao-cao/2022/02053/3/minh-chung/CT03/"
    files = [upload_file("Biên bản.pdf", documents.pdf()), upload_file("Ảnh.png", picture())]
    print(address, role_client("nhap-02053").post(address, {"files": files}).status_code)


def role_client(role: str) -> Client:
    """A client that is signed in as the role, or signed out for an empty name."""
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(get_user_model().objects.get(username=role))
    return client


# Recording


def record(out: Path, most: int) -> None:
    """Writes each role's answers and the commands' into the folder, and a line for each into its summary."""
    shutil.rmtree(out, ignore_errors=True)
    lines: list[str] = []
    first_visits: dict[str, Visit] = {}
    cookies = {role: sign_in(role) for role in ROLES}
    answers: dict[str, set[str]] = {}
    for role in ROLES[1:]:
        answers[role] = set()
        for visit, text in crawl(cookies[role], most):
            view = visit.match.view_name if visit.match else ""
            answers[role].add(view)
            first_visits.setdefault(view, visit)
            lines.append(write(out, role, view, visit.label, text))
        print(role, sum(f"\t{role}\t" in line for line in lines), "answers", flush=True)
    # Views that a role's pages never offer must refuse it.
    for role in ROLES:
        for view in sorted(set(first_visits) - answers.get(role, set())):
            text, _ = exchange(cookies[role], first_visits[view])
            lines.append(write(out, role or "nobody", view, first_visits[view].label, text))
    lines += [write(out, "commands", words[0], " ".join(words), run_command(words)) for words in COMMANDS]
    (out / SUMMARY).write_text("".join(sorted(lines)), encoding="utf-8")
    print(len(lines), "answers of", len(first_visits), "views in", out)
    print("views without an answer:", ", ".join(sorted(view_names() - set(first_visits))) or "none")


def view_names() -> set[str]:
    """The names of all addresses of the project, with their namespaces."""

    def names(patterns: Iterable[Any], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield f"{space}{pattern.name}"
            else:
                yield from names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)

    return set(names(get_resolver().url_patterns, ""))


def plain_addresses() -> Iterator[str]:
    for name in sorted(view_names()):
        with suppress(NoReverseMatch):
            yield reverse(name)


def sign_in(role: str) -> dict[str, str]:
    return {name: cookie.value for name, cookie in role_client(role).cookies.items()}


def crawl(cookies: dict[str, str], most: int) -> Iterator[tuple[Visit, str]]:
    """The visits that the pages offer, from the addresses without parts on, each with its answer as text.

    The view that was visited least comes first, so that each is met before one of them fills the bounds.
    """
    queues: dict[tuple[Any, ...], deque[Visit]] = {}
    counts, all_visits = Counter[tuple[Any, ...]](), set[Visit]()
    offers = [Visit("GET", address) for address in plain_addresses()]
    for _ in range(most):
        for visit in offers:
            if visit not in all_visits and visit.match:
                all_visits.add(visit)
                queues.setdefault(visit.shape, deque()).append(visit)
        open_shapes = [shape for shape, visits in queues.items() if visits and counts[shape] < limit(visits[0])]
        if not open_shapes:
            return
        shape = min(open_shapes, key=lambda candidate: (counts[candidate[:2]], counts[candidate]))
        counts.update((shape, shape[:2]))
        visit = queues[shape].popleft()
        text, offers = exchange(cookies, visit)
        yield visit, text


def limit(visit: Visit) -> int:
    """Returns how many visits of this shape are made."""
    return MOST_DOWNLOADS if "." in urlsplit(visit.address).path else MOST_OF_A_SHAPE[visit.method]


def exchange(cookies: dict[str, str], visit: Visit) -> tuple[str, list[Visit]]:
    """The answer to a visit as text, with the page that it leads to or the confirmed upload, and what a GET offers.

    Whatever is written is rolled back.
    """
    client = Client(raise_request_exception=False)
    for name, value in cookies.items():
        client.cookies[name] = value
    offers: list[Visit] = []
    with transaction.atomic(), fixed_randomness():
        response, content = answer(client, visit)
        text = as_text(response, content)
        is_html = response.get("Content-Type", "").startswith("text/html")
        if visit.method == "GET" and is_html:
            offers = list(visits_on_page(content.decode(), visit.address))
        if visit.method == "GET" and response.status_code == 302:
            offers = [Visit("GET", response["Location"])]
        follow = None
        if visit.method == "POST" and response.status_code == 302:
            follow = Visit("GET", response["Location"])
        elif visit.uploads and is_html:
            follow = next(
                (
                    visit_on_page
                    for visit_on_page in visits_on_page(content.decode(), visit.address)
                    if is_confirmation(visit_on_page)
                ),
                None,
            )
        if follow:
            text += f"\n\n== {follow.label}\n{as_text(*answer(client, follow))}"
        transaction.set_rollback(True)
    if visit.method == "POST":
        caches["pages"].clear()  # it may hold what was rolled back
    return text, offers


def is_confirmation(visit: Visit) -> bool:
    return visit.method == "POST" and not visit.htmx and urlsplit(visit.address).path.endswith("/xac-nhan/")


def answer(client: Client, visit: Visit) -> tuple[Any, bytes]:
    headers = {"HX-Request": "true"} if visit.htmx else {}
    if visit.method == "GET":
        response = client.get(visit.address, headers=headers)
    else:
        data: dict[str, list[Any]] = {}
        for name, value in visit.fields:
            data.setdefault(name, []).append(value)
        for name, source in visit.uploads:
            content = workbook_variant(client.get(source).getvalue(), fills=visit.fills) if source else b""
            data[name] = [upload_file("Tệp gửi.xlsx", content) if content else upload_file("Ảnh.png", picture())]
        response = client.post(visit.address, data, headers=headers)
    return response, response.getvalue()


@contextmanager
def fixed_randomness() -> Iterator[None]:
    """Lets the random numbers of the operating system be the same ones, in the same order."""
    numbers = count()

    def bytes_of(size: int) -> bytes:
        return hashlib.shake_256(str(next(numbers)).encode()).digest(size)

    with patch.object(os, "urandom", bytes_of), patch.object(random, "_urandom", bytes_of):
        yield


def workbook_variant(content: bytes, *, fills: bool) -> bytes:
    """A template with each open cell that holds a number raised by one, or each empty one filled with a 12.

    Empty where the content is no workbook.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return b""
    workbook, output = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.protection.locked:
                    continue
                if fills and cell.value is None:
                    cell.value = 12
                elif not fills and isinstance(cell.value, int | float):
                    cell.value += 1
    workbook.save(output)
    return output.getvalue()


def picture() -> bytes:
    return (ROOT / "static/help/login.png").read_bytes()


def upload_file(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def run_command(words: tuple[str, ...]) -> str:
    """Returns what a command prints and the files that it writes, as text; the database is rolled back."""
    out, errors = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder, transaction.atomic(), fixed_randomness(), redirect_stderr(errors):
        places = [f"{folder}/{word}" if words[0] == "export_summary" and "." in word else word for word in words[1:]]
        try:
            call_command(words[0], *places, stdout=out, stderr=errors)
        except CommandError as error:
            errors.write(f"CommandError: {error}\n")
        transaction.set_rollback(True)
        text = f"{out.getvalue()}{errors.getvalue()}".replace(folder, "FOLDER")
        for path in sorted(Path(folder).iterdir()):
            text += f"\n== {path.name}\n{content_text(path.read_bytes())}"
    return text


if __name__ == "__main__":
    sys.exit(main())
