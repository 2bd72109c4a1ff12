"""The program that reads one workbook from outside: bytes come in at standard input, lines of json go out.

It runs apart from the server, with little memory and time and without its secrets, so that a file which no check
foresaw costs one upload. It imports no Django, so that it starts within a fifth of a second.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY_LIMIT = 640 * 1024 * 1024  # bytes of address space; a full workbook of 20.000 rows takes half of it
CPU_LIMIT = 20  # seconds
NICENESS = 10  # whoever waits for a page comes first
END, REFUSED = "end", "refused"


def main() -> None:
    _limit()
    content = sys.stdin.buffer.read()
    for line in _lines(content):
        sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    sys.stdout.buffer.flush()
    os._exit(0)  # taking everything apart again would take a while, for nothing


def _lines(content: bytes) -> Iterator[list[Any]]:
    """The lines of the answer; the last is ["end"] or ["refused", sentence], and without either it is not whole."""
    from chodon_thidua.lib.files.workbook_contents import read_contents
    from chodon_thidua.lib.files.workbook_limits import WorkbookRefusal

    try:
        yield from read_contents(content)
    except WorkbookRefusal as refusal:
        yield [REFUSED, str(refusal)]
    else:
        yield [END]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    # openpyxl imports them where they are, which takes as long as all the rest; lxml also reads XML in its own way.
    sys.modules["numpy"] = sys.modules["lxml"] = None  # type: ignore[assignment]


if __name__ == "__main__":
    main()
