"""The process that reads one workbook: however it ends, the answer is a sentence and nothing is left behind."""

import json
import os
import subprocess
import sys
import time
from threading import Thread
from typing import Any

import pytest

from chodon_thidua.lib.files import workbook_reader
from chodon_thidua.lib.files.workbook_limits import BROKEN, WorkbookRefusal
from chodon_thidua.lib.files.workbook_reader import BUSY, TOO_SLOW, read_workbook
from tests.lib.files.workbook_files import repack, workbook_file

MEGABYTE = 1024 * 1024
READ = "import os, sys, time; sys.stdin.buffer.read();"
WITHIN = "import os, sys; sys.path.insert(0, os.getcwd()); import chodon_thidua.lib.files.workbook_process as program;"
INSTEAD = "import chodon_thidua.lib.files.workbook_contents as c; c.read_contents ="
HUNGRY = f"{INSTEAD} lambda x: [bytearray(10**9)];"
ENDLESS = f"{INSTEAD} lambda x: all(map(bool, iter(lambda: 1, 0)));"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes that have been started."""
    processes: list[subprocess.Popen[bytes]] = []

    class RecordedProcess(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", RecordedProcess)
    return processes


def refusal(content: bytes | None = None) -> str:
    with pytest.raises(WorkbookRefusal) as caught:
        read_workbook(content or workbook_file(), "a.xlsx")
    return str(caught.value)


def ends_with(lines: list[object]) -> str:
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    return f"{READ} print({text!r}, end='')"


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        (f"{READ} os.kill(os.getpid(), 9)", TOO_SLOW),
        (f"{READ} raise SystemExit(3)", TOO_SLOW),
        ("raise SystemExit(3)", TOO_SLOW),
        ("import time; time.sleep(60)", TOO_SLOW),
        (f"{READ} time.sleep(60)", TOO_SLOW),
        (f"{WITHIN} program.CPU_LIMIT = 1; {ENDLESS} program.main()", TOO_SLOW),
        (f"{WITHIN} {HUNGRY} program.main()", TOO_SLOW),
        (f"{READ} print('x')", BROKEN),
        (f"{READ} sys.stdout.buffer.write(b'\\xff\\xfe' * 9)", BROKEN),
        (f"{READ} print('[' * 100_000)", BROKEN),
        (f"{READ} sys.stdout.buffer.write(b'x' * 50_000_000)", BROKEN),
        (f"{READ} print('[1]')", BROKEN),
        (ends_with([["sheet", "A", "visible"], [1, [1, "zzz", "x"]], ["end"]]), BROKEN),
        (ends_with([["sheet", "A", "visible"], [1, [1, "n", "x"]], ["end"]]), BROKEN),
        (ends_with([["sheet", "A", "visible"], [1, [1, "d", 5]], ["end"]]), BROKEN),
        (ends_with([["sheet", "A", "visible"], [1, 5], ["end"]]), BROKEN),
        (ends_with([["sheet", "A", "visible"], [1, [1, "s", "x"]]]), TOO_SLOW),
    ],
)
def test_however_it_fails_there_is_a_sentence_and_nothing_is_left(program, sentence, started, monkeypatch):
    monkeypatch.setattr(workbook_reader, "COMMAND", (sys.executable, "-c", program))
    monkeypatch.setattr(workbook_reader, "TIME_LIMIT", 3.0)
    monkeypatch.setattr(workbook_reader, "ANSWER_LIMIT", MEGABYTE)
    for content in (workbook_file(), repack(workbook_file(), {"a.bin": os.urandom(4 * MEGABYTE)})):
        assert refusal(content) == sentence
    assert [process.poll() is None for process in started] == [False, False]
    assert all(process.stdin.closed and process.stdout.closed for process in started)
    assert workbook_reader._places._value == workbook_reader.AT_ONCE


def test_no_process_at_all_is_a_sentence_too(monkeypatch):
    monkeypatch.setattr(workbook_reader, "COMMAND", ("/nowhere/python",))
    assert refusal() == BUSY
    assert workbook_reader._places._value == workbook_reader.AT_ONCE


def test_it_sees_no_secret_of_the_server(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s" * 60)
    program = f"{READ} import json; print(json.dumps(['sheet', ' '.join(os.environ), 'visible'])); print('[\"end\"]')"
    monkeypatch.setattr(workbook_reader, "COMMAND", (sys.executable, "-c", program))
    names = read_workbook(workbook_file(), "").sheets[0].title.split()
    assert set(names) <= {"PATH", "LC_CTYPE"}


def test_it_writes_no_file_and_imports_no_django(tmp_path):
    program = f"{WITHIN} program.main.__globals__['os']._exit = lambda code: None; program.main();"
    program += "print([name for name in sys.modules if name.split('.')[0] in ('django', 'babel', 'numpy', 'lxml')]);"
    program += f"os.write(os.open({str(tmp_path / 'a')!r}, os.O_CREAT | os.O_WRONLY), b'x')"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        input=workbook_file(),
        capture_output=True,
        cwd=workbook_reader.ROOT,
        env={},
        check=False,
    )
    assert done.stdout.splitlines()[-1] == b"['numpy', 'lxml']"
    assert b"File too large" in done.stderr


def test_no_more_than_a_few_are_read_at_once(started, monkeypatch):
    monkeypatch.setattr(workbook_reader, "COMMAND", (sys.executable, "-c", f"{READ} time.sleep(4)"))
    threads = [Thread(target=refusal) for _ in range(workbook_reader.AT_ONCE)]
    for thread in threads:
        thread.start()
    while len(started) < workbook_reader.AT_ONCE:
        time.sleep(0.01)
    start = time.monotonic()
    assert refusal() == BUSY
    assert time.monotonic() - start < 1.5  # a thread of the server waits with it
    for thread in threads:
        thread.join()
    assert len(started) == workbook_reader.AT_ONCE
