"""Workbooks that people send: read by a process of their own, which costs one upload when it fails."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import InvalidOperation
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, cast

from chodon_thidua.lib.files.workbook_cells import EMPTY_CELL, WorkbookCell, WorkbookFile, WorkbookSheet, workbook_cell
from chodon_thidua.lib.files.workbook_limits import BROKEN, WorkbookRefusal
from chodon_thidua.lib.files.workbook_process import END, REFUSED
from chodon_thidua.lib.files.workbook_signs import check_is_workbook
from chodon_thidua.lib.files.zip_containers import MEGABYTE

__all__ = ["EMPTY_CELL", "WorkbookCell", "WorkbookFile", "WorkbookRefusal", "WorkbookSheet", "read_workbook"]

COMMAND = (sys.executable, "-E", "-s", "-m", "chodon_thidua.lib.files.workbook_process")
ROOT = Path(__file__).parents[3]
TIME_LIMIT = 60.0  # seconds for one file, from the start of its process to the last line
AT_ONCE = 2  # processes for each process of the server: they may take all of their memory
WAIT_LIMIT = 1.0  # seconds for one of them: whoever waits holds a thread of the server
ANSWER_LIMIT = 40 * MEGABYTE
TOO_SLOW = (
    "Đọc tệp này mất quá nhiều thời gian hoặc bộ nhớ nên phần mềm đã dừng lại. "
    "Hãy chép số liệu sang một tệp mới tải từ phần mềm rồi gửi lại."
)
BUSY = "Phần mềm đang đọc nhiều tệp cùng lúc. Hãy chờ khoảng một phút rồi gửi lại."

_places = BoundedSemaphore(AT_ONCE)


def read_workbook(content: bytes, name: str) -> WorkbookFile:
    """The workbook of a file that somebody sent.

    Raises: WorkbookRefusal, whatever the file is and whatever becomes of the process that reads it.
    """
    check_is_workbook(content, name)
    with _answer(content) as lines:
        sheets = tuple(_sheets(lines))
    return WorkbookFile(sheets)


@contextmanager
def _answer(content: bytes) -> Iterator[Iterator[bytes]]:
    """The lines that the process writes about the file. It is gone afterwards, whatever happens."""
    if not _places.acquire(timeout=WAIT_LIMIT):
        raise WorkbookRefusal(BUSY)
    try:
        process = _process()
    except OSError as error:  # no memory, or too many processes
        _places.release()
        raise WorkbookRefusal(BUSY) from error
    try:
        with process:
            # A process that hangs writes no more, so that reading from it and writing to it come to an end.
            timer = Timer(TIME_LIMIT, process.kill)
            timer.start()
            try:
                yield _lines(process, content)
            finally:
                timer.cancel()
                process.kill()
    finally:
        _places.release()


def _process() -> "subprocess.Popen[bytes]":
    """Starts the reading process: not forked, for the server has threads, and without the environment's secrets."""
    return subprocess.Popen(  # noqa: S603 - nothing in it comes from outside
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PATH": os.defpath},
    )


def _lines(process: "subprocess.Popen[bytes]", content: bytes) -> Iterator[bytes]:
    stdin, stdout = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    with suppress(BrokenPipeError):
        stdin.write(content)
        stdin.close()
    remaining = ANSWER_LIMIT
    while remaining > 0 and (line := stdout.readline(remaining)):
        remaining -= len(line)
        yield line


def _sheets(lines: Iterator[bytes]) -> Iterator[WorkbookSheet]:
    sheet = None
    try:
        for line in lines:
            match json.loads(line):
                case ["sheet", str(title), str(state)]:
                    sheet = WorkbookSheet(title, state != "visible")
                    yield sheet
                case [int(number), *cells] if sheet:
                    sheet.rows[number] = {column: workbook_cell(kind, value) for column, kind, value in cells}
                case [str(word)] if word == END:
                    return
                case [str(word), str(sentence)] if word == REFUSED:
                    raise WorkbookRefusal(sentence)
                case _:
                    raise WorkbookRefusal(BROKEN)
    except (ValueError, TypeError, KeyError, InvalidOperation, RecursionError) as error:
        if isinstance(error, WorkbookRefusal):
            raise
        raise WorkbookRefusal(BROKEN) from error
    raise WorkbookRefusal(TOO_SLOW)  # it was stopped before it came to an end
