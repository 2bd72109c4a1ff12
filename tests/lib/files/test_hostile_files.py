"""Hostile files: each is refused in words or read, in a short time and a small space."""

import json
import resource
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation

from chodon_thidua.lib.files import workbook_reader
from chodon_thidua.lib.files.document_kinds import KINDS, document_kind
from chodon_thidua.lib.files.workbook_contents import read_contents
from chodon_thidua.lib.files.workbook_reader import read_workbook
from chodon_thidua.lib.files.zip_containers import FileRefusal
from tests.lib.files.hostile_files import MEGABYTE
from tests.lib.files.hostile_uploads import HOSTILE
from tests.lib.files.workbook_files import workbook_content
from tests.lib.files.workbook_mutations import mutate

T = TypeVar("T")
SECONDS = 1.5  # 0,4 on a quiet machine


def sentence_or(reader: Callable[[], T]) -> T | str:
    """Returns the contents, or the reason of the refusal."""
    try:
        return reader()
    except FileRefusal as refusal:
        return str(refusal)


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 200


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_costs_one_upload(kind: str) -> None:
    """Counted is the processor's time: the machine may have other things to do."""
    content = HOSTILE[kind]()
    before, own = resource.getrusage(resource.RUSAGE_CHILDREN), time.thread_time()
    tracemalloc.start()
    try:
        answer = sentence_or(lambda: read_workbook(content, "a.xlsx"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
    assert time.thread_time() - own < SECONDS / 2
    assert peak < 20 * MEGABYTE
    assert answer != workbook_reader.TOO_SLOW
    assert answer.endswith(".") if isinstance(answer, str) else len(answer.sheets) <= 3


@pytest.mark.parametrize("kind", HOSTILE)
def test_so_it_does_as_a_document(kind: str) -> None:
    content, own = HOSTILE[kind](), time.thread_time()
    for name in ("a.xlsx", "a.docx"):
        answer = sentence_or(partial(document_kind, content, name))
        assert answer in KINDS or str(answer).endswith(".")
    assert time.thread_time() - own < SECONDS


def ordinary() -> bytes:
    """A workbook with a bit of everything."""
    workbook = Workbook()
    page = workbook.worksheets[0]
    for row in (("Mã", "Tên", "Số"), ("CT01", "Diện tích", 30.3), ("CT02", "Tỷ lệ", 0.5), ("CT03", "Ngày", None)):
        page.append(row)
    page["C3"].number_format = "0.0%"
    page["C4"] = "=SUM(C2:C3)"
    page["D1"].comment = Comment("Ghi chú", "A")
    page["D2"].hyperlink = "https://backan.gov.vn"
    page.merge_cells("A6:C6")
    page.add_data_validation(DataValidation("list", formula1='"Có,Không"', sqref="D3:D9"))
    page.conditional_formatting.add("C2:C9", CellIsRule("greaterThan", ["1"]))
    page.column_dimensions["B"].width = 40
    workbook.create_sheet("Trang 2").append((1, True, "x"))
    return workbook_content(workbook)


ORDINARY = ordinary()


@given(st.randoms(use_true_random=False))
def test_a_workbook_that_was_changed_on_the_way_is_plain_or_refused(random: Random) -> None:
    lines = sentence_or(lambda: list(read_contents(mutate(ORDINARY, random))))
    if isinstance(lines, str):
        assert lines.endswith(".")
    else:
        assert all(line[0] == "sheet" or isinstance(line[0], int) for line in json.loads(json.dumps(lines)))
