"""Workbooks as files, good and bad, made for tests."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES, RELATIONS, BOOK, SHEET = (
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
)
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook_file(*rows: tuple[Any, ...]) -> bytes:
    workbook = Workbook()
    for row in rows or (("Mã", "Giá trị"), ("CT01", 1)):
        workbook.worksheets[0].append(row)
    return workbook_content(workbook)


def workbook_content(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def sheet_xml(rows: str, after: str = "") -> bytes:
    return f'<?xml version="1.0"?><worksheet {NS}><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def repack(content: bytes, changes: dict[str, bytes | Callable[[bytes], bytes] | None], **options: Any) -> bytes:
    """Returns the zip with some entries replaced, changed, added, or left out for None."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), *changes]):
            change = changes.get(name, lambda old: old)
            data = change(source.read(name)) if callable(change) else change
            if data is not None:
                target.writestr(name, data, **options)
    return out.getvalue()


def with_content_type(kind: str) -> Callable[[bytes], bytes]:
    """The list of content types with another one for the workbook."""
    usual = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return lambda old: old.replace(usual, kind.encode())


def with_relationship(kind: str, target: str, mode: str = "External") -> Callable[[bytes], bytes]:
    """A list of relationships with one more."""
    line = f'<Relationship Id="rId99" Type="{LINK}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return lambda old: old.replace(b"</Relationships>", f"{line}</Relationships>".encode())


def patch_bytes(content: bytes, offset: int, value: bytes) -> bytes:
    return content[:offset] + value + content[offset + len(value) :]


def with_wrong_sum(content: bytes) -> bytes:
    """Returns the zip with a wrong sum of the first entry in both of its headers."""
    content = patch_bytes(content, 14, b"\x01\x02\x03\x04")
    return patch_bytes(content, content.index(b"PK\x01\x02") + 16, b"\x01\x02\x03\x04")


def with_claimed_size(content: bytes, name: str, size: int) -> bytes:
    """Returns the zip with headers that tell another unpacked size of one entry."""
    size_bytes = struct.pack("<I", size)
    local = content.index(name.encode()) - 30
    central = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02"))
    while content[central + 46 : central + 46 + len(name)] != name.encode():
        central = content.index(b"PK\x01\x02", central + 4)
    return patch_bytes(patch_bytes(content, local + 22, size_bytes), central + 24, size_bytes)


def ole2(*streams: str) -> bytes:
    """Returns the beginning of an old xls or an encrypted workbook, with the names of its parts."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)
