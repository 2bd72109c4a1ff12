"""Containers that say nonsense about themselves: the same answer for workbooks and for attached documents."""

import random
import struct
from contextlib import suppress

import pytest

from chodon_thidua.lib.files.office_packages import DocumentRefusal, part_types
from chodon_thidua.lib.files.workbook_limits import WorkbookRefusal
from chodon_thidua.lib.files.workbook_package import unpack_workbook
from chodon_thidua.lib.files.zip_containers import FileRefusal
from tests import documents as made
from tests.lib.files.workbook_files import patch_bytes

CENTRAL = b"PK\x01\x02"


def container() -> bytes:
    return made.zip_bytes({"[Content_Types].xml": "<Types/>", "word/bảng.xml": "<a/>"})


def no_name(content: bytes) -> bytes:
    return content.replace("bảng".encode(), b"b\xff\xff\xffng")


def of_another_program(content: bytes) -> bytes:
    """It takes a version of the format that nobody has written yet."""
    return patch_bytes(content, content.index(CENTRAL) + 6, struct.pack("<H", 99))


def elsewhere(content: bytes) -> bytes:
    """Its list of entries begins before the file does."""
    return patch_bytes(content, content.rindex(b"PK\x05\x06") + 16, struct.pack("<I", 2**31))


@pytest.mark.parametrize("broken", [no_name, of_another_program, elsewhere])
@pytest.mark.parametrize(("reader", "refusal"), [(unpack_workbook, WorkbookRefusal), (part_types, DocumentRefusal)])
def test_what_makes_no_sense_is_broken(reader, refusal, broken):
    with pytest.raises(refusal, match="bị hỏng"):
        reader(broken(container()))


@pytest.mark.parametrize("encoding", ["foo", "rot13", "utf-7"])
def test_a_list_of_types_in_a_strange_encoding_is_broken(encoding):
    types = f'<?xml version="1.0" encoding="{encoding}"?><Types/>'
    with pytest.raises(DocumentRefusal, match="bị hỏng"):
        part_types(made.zip_bytes({"[Content_Types].xml": types}))


def test_no_byte_that_was_changed_on_the_way_makes_more_than_a_refusal():
    whole, chance = container(), random.Random(7)
    for _ in range(1500):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        for reader in (unpack_workbook, part_types):
            with suppress(FileRefusal):
                reader(bytes(content))
