"""Run the tests on SQLite and on PostgreSQL, with whatever this machine has, and say what was left out.

Arguments go to pytest, for both databases; `--postgresql` before them leaves out SQLite. Without any, everything runs:

- on SQLite every test;
- on PostgreSQL what can differ there. Tests that meet no database cannot. Of the others the run on SQLite records what
  each one asks the database (`tests/statements.py`): the statements, whether they were refused, whether they changed no
  row, one or many, and values that databases treat differently. PostgreSQL gets every test of a refused statement or of
  transactions that end, those that are marked for it, and of the rest the fewest that together ask everything that all
  of them ask (`tests/tools/selection.py`). What is spared asks PostgreSQL nothing that another test does not; what it
  reads on a page is made by the same code from the same rows. `--whole` spares none;
- in Chromium every page on SQLite, and the files of `ON_BOTH` on PostgreSQL too. They wait for the browser more than
  they compute, so they run beside the others, in two processes of their own.

With CI=true nothing may be missing or skipped.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

from defusedxml import ElementTree

from tests.tools.selection import files_of, marked_files, read_records, redundant_tests

ROOT = Path(__file__).resolve().parents[2]

OUTCOMES = ("passed", "failed", "skipped")
NOTHING_TO_RUN = 5
BROWSER = "tests/browser"
# Where many people at once, a killed server or the whole way of a figure meet the database: in the browser on both.
# The other pages are read there on SQLite only, for what the database does is tested on both without a browser.
ON_BOTH = tuple(f"{BROWSER}/test_{name}.py" for name in ("entry_drafts", "journey", "many_at_once"))
WITHOUT_BROWSER = ("-n", "2", "--dist", "worksteal", f"--ignore={BROWSER}")
# The last one would make each of the many processes that tests start compile every module for itself.
UNWANTED_VARIABLES = ("DATABASE_URL", "TODAY", "PYTHONDONTWRITEBYTECODE")
Variables = dict[str, str]
PROGRAMS = {
    "browser": ("CHROMIUM", ("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "libreoffice": ("SOFFICE", ("soffice", "libreoffice"), "libreoffice-calc"),
}


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, end_all)
    only_postgresql, runs_all = ("--postgresql" in arguments, "--whole" in arguments)
    arguments = [argument for argument in arguments if argument not in ("--postgresql", "--whole")]
    omissions: list[str] = []
    missing = find_programs(omissions)
    with postgresql(omissions) as url:
        servers: dict[str, Variables] = {} if only_postgresql else {"SQLite": {}}
        if url:
            servers["PostgreSQL"] = {"DATABASE_URL": url}
        if arguments:
            results = {name: run_pytest(name, arguments, missing, variables) for name, variables in servers.items()}
        else:
            results = run_everything(servers, missing, runs_all=runs_all or only_postgresql)
    return report(results, omissions)


def run_everything(servers: dict[str, Variables], missing: list[str], *, runs_all: bool) -> dict[str, Counter[str]]:
    """Runs the pages beside the rest; returns the numbers of both by database."""
    with ThreadPoolExecutor(1) as executor, tempfile.TemporaryDirectory(prefix="thidua-facts-") as folder:
        pages = None if "browser" in missing else executor.submit(run_pages, servers, missing)
        results = {}
        for database, variables in servers.items():
            files: list[str] = []
            if database == "SQLite":
                variables = variables | {"TESTS_FACTS": folder}
            elif not runs_all:
                files, spared_tests = choose(Path(folder))
                variables = variables | spared_tests
            results[database] = run_pytest(database, [*WITHOUT_BROWSER, *files], missing, variables)
        for database, counts in pages.result().items() if pages else ():
            results[database] += counts
    return results


def run_pages(servers: dict[str, Variables], missing: list[str]) -> dict[str, Counter[str]]:
    """Runs the tests of the browser on one database after the other; prints what they say when they are through."""
    results = {}
    for database, variables in servers.items():
        # Each file in one process: its tests share the server and what they have written.
        files = [BROWSER, "-n", "2", "--dist", "loadfile"] if database == "SQLite" else list(ON_BOTH)
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            results[database] = run_pytest(database, files, missing, variables, output)
            output.seek(0)
            print(output.read(), flush=True)
    return results


def choose(facts: Path) -> tuple[list[str], Variables]:
    """Returns the list of files that the run on PostgreSQL reads, and what tells it which of their tests it spares."""
    records = read_records(facts)
    tests = redundant_tests(records)
    print(f"\n{len(records) - len(tests)} of {len(records)} tests ask PostgreSQL everything that all of them ask.")
    files = files_of(records, tests) | marked_files(ROOT, "postgresql")  # what needs PostgreSQL has no record
    lists = {"spared": tests, "files": files}
    for name, lines in lists.items():
        (facts / name).write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
    return [f"@{facts / 'files'}"], {"TESTS_SPARED": str(facts / "spared")}


def find_programs(omissions: list[str]) -> list[str]:
    """Tells the tests where Chromium and LibreOffice are; returns the markers of the tests that must be left out."""
    missing = []
    for marker, (variable, names, package) in PROGRAMS.items():
        program = os.environ.get(variable) or next(filter(None, map(shutil.which, names)), None)
        if program:
            os.environ[variable] = program
        else:
            missing.append(marker)
            omissions.append(f"{marker} tests, because {names[0]} was not found; install {package}")
    return missing


def run_pytest(
    database: str, arguments: Sequence[str], missing: list[str], variables: Variables, output: TextIO | None = None
) -> Counter[str]:
    """Runs pytest on one database with these environment variables, without the tests that need what is missing."""
    other_marker = "postgresql" if database == "SQLite" else "sqlite"
    arguments = [*arguments, "-m", " and ".join(f"not {marker}" for marker in (*missing, other_marker))]
    environment = {name: value for name, value in os.environ.items() if name not in UNWANTED_VARIABLES} | variables
    with tempfile.TemporaryDirectory(prefix="thidua-tests-") as folder:
        environment["TESTS_VAR_DIR"] = folder
        results = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", f"--junit-xml={results}", *arguments]
        print("\n$ pytest", *arguments, f"({database})", flush=True, file=output)
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        _processes.append(process)
        status = process.wait()
        counts = count(results)
    # A run that broke off must not look like a success; one that had nothing to run may.
    if status not in (0, NOTHING_TO_RUN) and not counts["failed"]:
        counts["failed"] += 1
    return counts


_processes: list["subprocess.Popen[bytes]"] = []


def end_all(*_: object) -> NoReturn:
    for process in _processes:
        process.terminate()
    sys.exit(143)


def count(results: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    root = ElementTree.parse(results).getroot() if results.exists() else None
    if root is not None:
        for suite in root.iter("testsuite"):
            number = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
            counts["failed"] += number["failures"] + number["errors"]
            counts["skipped"] += number["skipped"]
            counts["passed"] += number["tests"] - number["failures"] - number["errors"] - number["skipped"]
    return counts


@contextmanager
def postgresql(omissions: list[str]) -> Iterator[str | None]:
    """The address of a PostgreSQL server: the one that the environment names, or one of our own until the end."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
    else:
        with own_postgresql() as server:
            if server is None:
                omissions.append("everything on PostgreSQL, because initdb was not found; install postgresql")
            yield server and f"{server}/thidua"


@contextmanager
def own_postgresql() -> Iterator[str | None]:
    """A throwaway cluster, where PostgreSQL is installed."""
    if programs := postgresql_programs():
        with tempfile.TemporaryDirectory(prefix="thidua-postgresql-") as folder:
            yield from serve_postgresql(programs, Path(folder))
    else:
        yield None


def postgresql_programs() -> Path | None:
    """The folder with initdb and pg_ctl: that of the PATH, else Debian's newest."""
    if program := shutil.which("initdb"):
        return Path(program).resolve().parent
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(versions, key=lambda path: float(path.parent.name), default=None)


def serve_postgresql(programs: Path, folder: Path) -> Iterator[str]:
    """A throwaway cluster on loopback, fast because a crash may lose it; PostgreSQL refuses to run as root."""
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    speed_options = "-F -c full_page_writes=off -c synchronous_commit=off -c max_wal_size=4GB"
    options = f"{speed_options} -c listen_addresses=127.0.0.1 -c port={port} -k '{folder}'"

    def call(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        groups: list[str] | None = [] if user else None
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, user=user, extra_groups=groups)

    call("initdb", "--auth=trust", "--username=thidua", "--encoding=UTF8", "--locale=C", "--no-sync")
    try:
        call("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", options)
        yield f"postgres://thidua@127.0.0.1:{port}"
    finally:
        call("pg_ctl", "stop", "-m", "immediate")


def report(results: dict[str, Counter[str]], omissions: list[str]) -> int:
    """Prints what ran, what did not and why; the last line counts everything."""
    strict = os.environ.get("CI", "").lower() == "true"
    total = sum(results.values(), Counter())
    print()
    for database, counts in results.items():
        print(f"{database}: " + ", ".join(f"{counts[name]} {name}" for name in OUTCOMES))
    for sentence in omissions:
        print(f"Left out: {sentence}.")
    if strict and total["skipped"]:
        print("With CI=true no test may be skipped.")
    failures = total["failed"] + strict * (len(omissions) + total["skipped"])
    print(f"{total['passed']} passed, {failures} failed")
    return 1 if failures or not total["passed"] else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
