"""Run the tests on SQLite and on PostgreSQL, with whatever this machine has, and say what was left out.

Arguments go to pytest; without any, everything runs. `--postgresql` leaves out SQLite. With CI=true nothing may be
missing or skipped.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from defusedxml import ElementTree

ROOT = Path(__file__).resolve().parents[2]
COUNTED = ("passed", "failed", "skipped")
NOTHING_TO_RUN = 5
POSTGRESQL_ONLY = "--postgresql"
BOTH_CORES = ("-n", "2", "--dist", "worksteal")
# The last one would make each of the many processes that tests start compile every module for itself.
UNWANTED = ("DATABASE_URL", "TODAY", "PYTHONDONTWRITEBYTECODE")
BROWSER = "tests/browser"
# Where many people at once, a killed server or the whole way of a figure meet the database: in the browser on both.
# The other pages are read there on SQLite only, for what the database does is tested on both without a browser.
ON_BOTH = tuple(f"{BROWSER}/test_{name}.py" for name in ("entry_drafts", "journey", "many_at_once"))
PROGRAMS = {
    "browser": ("CHROMIUM", ("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "libreoffice": ("SOFFICE", ("soffice", "libreoffice"), "libreoffice-calc"),
}


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    only = POSTGRESQL_ONLY in arguments
    arguments = [argument for argument in arguments if argument != POSTGRESQL_ONLY]
    left_out: list[str] = []
    markers = find_programs(left_out)
    results = {} if only else {"SQLite": run_all(arguments, [*markers, "postgresql"], database_url=None)}
    with postgresql(left_out) as url:
        if url:
            results["PostgreSQL"] = run_all(arguments, [*markers, "sqlite"], database_url=url)
    return report(results, left_out)


def find_programs(left_out: list[str]) -> list[str]:
    """Tells the tests where Chromium and LibreOffice are; returns the markers of the tests that must be left out."""
    missing = []
    for marker, (variable, names, package) in PROGRAMS.items():
        program = os.environ.get(variable) or next(filter(None, map(shutil.which, names)), None)
        if program:
            os.environ[variable] = program
        else:
            missing.append(marker)
            left_out.append(f"{marker} tests, because {names[0]} was not found; install {package}")
    return missing


def run_all(arguments: list[str], excluded_markers: list[str], database_url: str | None) -> Counter[str]:
    """One database: what was asked for, or the quick tests and then, in their own processes, those of the browser."""
    pages = ON_BOTH if database_url else (BROWSER,)
    runs = [arguments] if arguments else [[*BOTH_CORES, f"--ignore={BROWSER}"], [*BOTH_CORES, *pages]]
    total: Counter[str] = Counter()
    for run in runs:
        if not arguments and run[-1].startswith(BROWSER) and "browser" in excluded_markers:
            continue
        total += run_pytest([*run, "-m", " and ".join(f"not {marker}" for marker in excluded_markers)], database_url)
    return total


def run_pytest(arguments: list[str], database_url: str | None) -> Counter[str]:
    environment = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    if database_url:
        environment["DATABASE_URL"] = database_url
    with tempfile.TemporaryDirectory(prefix="thidua-tests-") as folder:
        environment["TESTS_VAR_DIR"] = folder
        results = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", f"--junit-xml={results}", *arguments]
        print("\n$ pytest", *arguments, f"({'PostgreSQL' if database_url else 'SQLite'})", flush=True)
        status = subprocess.run(command, cwd=ROOT, env=environment).returncode
        counts = count(results)
    # A run that broke off must not look like a success; one that had nothing to run may.
    if status not in (0, NOTHING_TO_RUN) and not counts["failed"]:
        counts["failed"] += 1
    return counts


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
def postgresql(left_out: list[str]) -> Iterator[str | None]:
    """The address of a PostgreSQL server: the one that the environment names, or one of our own until the end."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
    else:
        with own_postgresql() as server:
            if server is None:
                left_out.append("everything on PostgreSQL, because initdb was not found; install postgresql")
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
    quick = "-F -c full_page_writes=off -c synchronous_commit=off -c max_wal_size=4GB"
    options = f"{quick} -c listen_addresses=127.0.0.1 -c port={port} -k '{folder}'"

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


def report(results: dict[str, Counter[str]], left_out: list[str]) -> int:
    """Prints what ran, what did not and why; the last line counts everything."""
    strict = os.environ.get("CI", "").lower() == "true"
    total = sum(results.values(), Counter())
    print()
    for database, counts in results.items():
        print(f"{database}: " + ", ".join(f"{counts[name]} {name}" for name in COUNTED))
    for sentence in left_out:
        print(f"Left out: {sentence}.")
    if strict and total["skipped"]:
        print("With CI=true no test may be skipped.")
    failures = total["failed"] + strict * (len(left_out) + total["skipped"])
    print(f"{total['passed']} passed, {failures} failed")
    return 1 if failures or not total["passed"] else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
