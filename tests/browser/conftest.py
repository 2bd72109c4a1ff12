"""A real server with a fresh copy of the demo for each test, and a Chromium whose console must stay empty."""

import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.template_database import administer, alone, copy_database, database_name, migrated_file, with_database
from tests.tools.demo import PASSWORD, ROOT, free_port, serve_command, wait_for

# What Chromium and htmx say when the server is away.
LOST_MESSAGES = ("Failed to load resource: net::", "htmx:afterRequest", "htmx:sendError", "htmx:timeout")
FIT_ATTEMPTS = 50
FITS_SCRIPT = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
VIOLATIONS: dict[str, Any] = {"resultTypes": ["violations"]}
COLOUR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
DEMO_SETTINGS = {"DEMO": "true", "DEBUG": "false", "HTTPS": "false", "TODAY": "2022-09-15"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class DemoDatabase:
    """The loaded demo, its folder and its database; copies of it take far less time than loading."""

    folder: Path
    url: str | None

    def process_environment(self) -> dict[str, str]:
        variables = {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "ALLOWED_HOSTS")}
        settings = DEMO_SETTINGS | {"VAR_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "chodon_thidua.settings"}
        settings["GUNICORN_CMD_ARGS"] = "--preload"  # read once for all workers: every test has new ones
        return variables | settings | ({"DATABASE_URL": self.url} if self.url else {})

    def copy_from(self, original: "DemoDatabase") -> None:
        """Becomes as the original is, whatever it was before."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(original.folder, self.folder)
        if self.url and original.url:
            self.drop()
            statement = "CREATE DATABASE {} TEMPLATE {}"
            administer(self.url, statement, database_name(self.url), database_name(original.url))

    def drop(self) -> None:
        if self.url:
            administer(self.url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", database_name(self.url))


def _new_database(folder: Path) -> DemoDatabase:
    url = os.environ.get("DATABASE_URL")
    return DemoDatabase(folder, with_database(url, f"browser_{uuid.uuid4().hex[:12]}") if url else None)


@pytest.fixture(scope="session")
def demo_database(
    tmp_path_factory: pytest.TempPathFactory, testrun_uid: str, pytestconfig: pytest.Config
) -> Iterator[DemoDatabase]:
    """The demo, loaded by the first worker while the others wait, dropped by the last."""
    shared_folder = tmp_path_factory.getbasetemp().parent / f"demo-{testrun_uid}"
    users = shared_folder / "users"
    users.mkdir(parents=True, exist_ok=True)
    user_file, url_file = users / str(os.getpid()), shared_folder / "database"
    with alone(shared_folder):
        user_file.touch()
        if not url_file.exists():
            cache = pytestconfig.cache.mkdir("template_database")
            url_file.write_text(_load_demo(shared_folder / "var", cache).url or "")
        database = DemoDatabase(shared_folder / "var", url_file.read_text() or None)
    yield database
    with alone(shared_folder):
        user_file.unlink()
        if not list(users.iterdir()):
            database.drop()
            shutil.rmtree(database.folder)
            url_file.unlink()


def _load_demo(folder: Path, cache: Path) -> DemoDatabase:
    database = _new_database(folder)
    folder.mkdir()
    if database.url:
        copy_database(os.environ["DATABASE_URL"], database_name(database.url))
    else:
        shutil.copyfile(migrated_file(cache), folder / "db.sqlite3")
    for command in (["collectstatic", "--no-input"], ["load_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=database.process_environment(),
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return database


@dataclass
class AppServer:
    """A running app that a test may kill and start again.

    It stays for the next test, for the most of a start is reading the code. Its workers do not: they remember parts of
    pages about rows that the next copy of the demo does not have.
    """

    database: DemoDatabase
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def renew(self, demo: DemoDatabase) -> None:
        """Serves a fresh copy of the demo."""
        if not self._end_workers():
            self.kill()
        self.database.copy_from(demo)
        if self.process:
            wait_for(f"{self.url}/healthz")
        else:
            self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            serve_command(self.port), cwd=ROOT, env=self.database.process_environment(), start_new_session=True
        )
        wait_for(f"{self.url}/healthz")

    def kill(self) -> None:
        """Ends the server and its workers at once, as a power cut would."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _end_workers(self) -> bool:
        """Lets the server replace its workers by new ones; returns False where it is not running, or not on Linux."""
        if not self.process or self.process.poll() is not None:
            return False
        try:
            workers = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        except OSError:
            return False
        for worker in workers:
            os.kill(int(worker), signal.SIGKILL)
        return bool(workers)


@pytest.fixture(scope="session")
def app_server(demo_database: DemoDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    running_server = AppServer(_new_database(tmp_path_factory.mktemp("server") / "var"))
    try:
        yield running_server
    finally:
        running_server.kill()  # an orderly stop takes a second, and its database goes anyway
        running_server.database.drop()


@pytest.fixture
def server(app_server: AppServer, demo_database: DemoDatabase) -> AppServer:
    app_server.renew(demo_database)
    return app_server


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium: str) -> dict[str, Any]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"]
    return {"executable_path": chromium, "args": [*sandbox, *quiet, "--disable-gpu"]}


@dataclass
class BrowserUser:
    """A user with a browser of their own, and the errors of its console."""

    page: Page
    context: BrowserContext
    server: AppServer
    complaints: list[str] = field(default_factory=list)
    expected_statuses: list[int] = field(default_factory=list)

    def expect_status(self, status: int) -> None:
        """Allow console errors about responses with this status, which the test causes."""
        self.expected_statuses.append(status)

    def expect_lost(self) -> None:
        """Allow console errors about requests that do not reach the server, which the test prevents."""
        self.expected_statuses.append(0)

    def is_expected(self, text: str) -> bool:
        if 0 in self.expected_statuses and text.startswith(LOST_MESSAGES):
            return True
        return any(f"the server responded with a status of {status} " in text for status in self.expected_statuses)

    def sign_in(self, username: str) -> Page:
        self.page.goto(f"{self.server.url}/tai-khoan/dang-nhap/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)
        return self.page

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.server.url}{path}")
        return self.page

    def check_accessible(self) -> None:
        """Checks that axe finds no violation in the light and the dark colours, in the latter only by contrast."""
        for scheme, options in (("light", VIOLATIONS), ("dark", VIOLATIONS | COLOUR_RULES)):
            self.page.emulate_media(color_scheme=scheme)
            results = Axe().run(self.page, options=options)
            assert results.violations_count == 0, f"{self.page.url} ({scheme}):\n{results.generate_report()}"
        self.page.emulate_media(color_scheme="light")

    def check_fits(self, width: int = 360) -> None:
        """Checks that the page does not scroll sideways at that width. Units: CSS pixels."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": 740})
        for _ in range(FIT_ATTEMPTS):  # a chart takes its new size a moment later
            if self.page.evaluate(FITS_SCRIPT):
                break
            self.page.wait_for_timeout(100)  # the page's own policy forbids waiting inside it
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.page.set_viewport_size(size or {"width": 1366, "height": 768})
        assert overflow <= 0, f"{self.page.url} is {overflow} px too wide at {width} px"


@pytest.fixture
def person(browser: Browser, server: AppServer) -> Iterator[Callable[..., BrowserUser]]:
    """Makes users, each with a browser of their own; at the end no console may have an error."""
    people: list[BrowserUser] = []

    def make(**options: Any) -> BrowserUser:
        # Without motion axe does not measure colours halfway through a transition.
        size = {"width": 1366, "height": 768}
        context = browser.new_context(viewport=size, locale="vi-VN", reduced_motion="reduce", **options)
        context.set_default_timeout(15_000)
        user = BrowserUser(context.new_page(), context, server)

        def record_complaint(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not user.is_expected(message.text):
                user.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

        user.page.on("console", record_complaint)
        user.page.on("pageerror", lambda error: user.complaints.append(f"page error: {error}"))
        people.append(user)
        return user

    yield make
    for user in people:
        user.context.close()
    assert [complaint for user in people for complaint in user.complaints] == []
