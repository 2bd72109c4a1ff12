"""Workbooks that people send: read by a process of their own, which costs one upload when it fails."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any, cast

from chodon_thidua.lib.files.workbook_contents import NO_WORKBOOK, SAVE_AS
from chodon_thidua.lib.files.workbook_package import BROKEN, ENCRYPTED, PACKED_LIMIT, TOO_LARGE, WorkbookRefusal
from chodon_thidua.lib.files.workbook_process import END, REFUSED
from chodon_thidua.lib.files.zip_containers import MEGABYTE
from chodon_thidua.lib.text import normalise

__all__ = ["EMPTY_CELL", "WorkbookCell", "WorkbookFile", "WorkbookRefusal", "WorkbookSheet", "read_workbook"]

COMMAND = (sys.executable, "-E", "-s", "-m", "chodon_thidua.lib.files.workbook_process")
ROOT = Path(__file__).parents[3]
TIME_LIMIT = 60.0  # seconds for one file, from the start of its process to the last line
AT_ONCE = 2  # processes for each process of the server: they may take all of their memory
WAIT_LIMIT = 1.0  # seconds for one of them: whoever waits holds a thread of the server
ANSWER_LIMIT = 40 * MEGABYTE
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")
OTHER_KINDS = {b"%PDF": "PDF", b"\x89PNG": "hình ảnh", b"\xff\xd8\xff": "hình ảnh", b"Rar!": "nén .rar"}
LONGEST_NAME = 60
TOO_SLOW = (
    "Đọc tệp này mất quá nhiều thời gian hoặc bộ nhớ nên phần mềm đã dừng lại. "
    "Hãy chép số liệu sang một tệp mới tải từ phần mềm rồi gửi lại."
)
BUSY = "Phần mềm đang đọc nhiều tệp cùng lúc. Hãy chờ khoảng một phút rồi gửi lại."

_places = BoundedSemaphore(AT_ONCE)

Value = str | Decimal | bool | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class WorkbookCell:
    """One cell as Excel shows it; numbers have at most 15 significant digits.

    `kind`: s text, n number, % number shown as a percentage, b truth, e error, f formula (without a value), d date,
    t time of day, p span of time; empty where nothing stands.
    """

    kind: str
    value: Value

    @property
    def is_formula(self) -> bool:
        return self.kind == "f"

    @property
    def is_error(self) -> bool:
        return self.kind == "e"

    @property
    def is_percent(self) -> bool:
        return self.kind == "%"


EMPTY_CELL = WorkbookCell("", None)


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet. Shape: `rows` by number, from 1; their cells by number of the column; only cells with contents."""

    title: str
    is_hidden: bool
    rows: dict[int, dict[int, WorkbookCell]] = field(default_factory=dict)

    def cells(self, row: int, width: int) -> list[WorkbookCell]:
        """The first cells of a row, the empty ones too."""
        own = self.rows.get(row, {})
        return [own.get(column, EMPTY_CELL) for column in range(1, width + 1)]


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    sheets: tuple[WorkbookSheet, ...]

    def sheet(self, title: str) -> WorkbookSheet | None:
        return next((sheet for sheet in self.sheets if sheet.title == title), None)


def read_workbook(content: bytes, name: str) -> WorkbookFile:
    """The workbook of a file that somebody sent.

    Raises: WorkbookRefusal, whatever the file is and whatever becomes of the process that reads it.
    """
    _check_kind(content, name)
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
                    sheet.rows[number] = {column: _cell(kind, value) for column, kind, value in cells}
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


def _cell(kind: str, value: Any) -> WorkbookCell:
    return WorkbookCell(kind, READERS[kind](value))


READERS: dict[str, Any] = {
    "s": str,
    "e": str,
    "n": Decimal,
    "%": Decimal,
    "b": bool,
    "f": lambda value: None,
    "d": datetime.fromisoformat,
    "t": time.fromisoformat,
    "p": lambda seconds: timedelta(seconds=seconds),
}


def _check_kind(content: bytes, name: str) -> None:
    """Returns the kind of the file by its first bytes, whatever its name."""
    name_part = _name_in_sentence(name)
    if not content:
        raise WorkbookRefusal(f"Tệp{name_part} rỗng. Hãy chọn đúng tệp rồi gửi lại.")
    if len(content) > PACKED_LIMIT:
        raise WorkbookRefusal(TOO_LARGE)
    if content.startswith(OLE2):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise WorkbookRefusal(ENCRYPTED)
        raise WorkbookRefusal(f"Tệp{name_part} là kiểu Excel cũ (.xls). {SAVE_AS}")
    if content.startswith(ZIPS):
        return
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(MARKUP):
        raise WorkbookRefusal(f"Tệp{name_part} là trang web hoặc XML đổi đuôi, không phải sổ Excel. {SAVE_AS}")
    for sign, kind in OTHER_KINDS.items():
        if content.startswith(sign):
            raise WorkbookRefusal(f"Tệp{name_part} là tệp {kind}, không phải sổ Excel (.xlsx). Hãy chọn đúng tệp.")
    if _is_text(content):
        raise WorkbookRefusal(f"Tệp{name_part} là văn bản (csv, txt), không phải sổ Excel. {SAVE_AS}")
    raise WorkbookRefusal(f"{NO_WORKBOOK} Nếu tệp vốn là .xlsx thì tệp đã hỏng hoặc tải lên chưa trọn.")


def _name_in_sentence(name: str) -> str:
    """Returns the file's name for a sentence: “ so-lieu.xls”, or nothing."""
    text = " ".join(normalise(name).split())
    return f" “{text if len(text) <= LONGEST_NAME else f'{text[:LONGEST_NAME]}…'}”" if text else ""


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in content[:4096])
