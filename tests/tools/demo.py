"""A demo for the tools, in a temporary folder: its database and, on request, its server."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "thi-dua-2022"
STARTS_WITHIN = 30  # seconds


@contextmanager
def demo_folder(database_url: str = "") -> Iterator[Path]:
    """A loaded demo, deleted at the end; this process and those that it starts work on it.

    On SQLite, or in the empty database at the address.
    """
    with tempfile.TemporaryDirectory(prefix="thidua-demo-") as folder:
        os.environ.pop("DATABASE_URL", None)
        if database_url:
            os.environ["DATABASE_URL"] = database_url
        os.environ |= {"DEMO": "true", "HTTPS": "false", "TODAY": "2022-09-15", "VAR_DIR": folder}
        for command in (["migrate"], ["collectstatic", "--no-input"], ["load_demo"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        yield Path(folder)


@contextmanager
def demo_server() -> Iterator[str]:
    """The address of a server over the demo folder, as `make run` starts it."""
    port = free_port()
    server = subprocess.Popen(serve_command(port), cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def serve_command(port: int) -> list[str]:
    """Returns the command with which `make run` starts the server."""
    server = [sys.executable, "-m", "gunicorn", "chodon_thidua.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    return [*server, "--workers=2", "--threads=4", "--graceful-timeout=1", "--log-level=warning", "--no-control-socket"]


def wait_for(url: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:  # refused, or slow to start
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def chromium() -> str:
    """Returns the path of Chromium; ends the program with a sentence where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    return path or sys.exit("Chromium was not found: install chromium, or name it with CHROMIUM=.")
