"""Containers that point to themselves or lie about what they hold, each otherwise a workbook."""

import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO

from tests.lib.files.hostile_files import CORE, MEGABYTE, STYLES, THEME, FileMaker, R, in_row, make_with, with_part
from tests.lib.files.workbook_files import (
    BOOK,
    RELATIONS,
    SHEET,
    TYPES,
    ole2,
    patch_bytes,
    repack,
    with_claimed_size,
    with_relationship,
    with_wrong_sum,
    workbook_file,
)

# What points to itself, to nothing, or to something else


def relations() -> Iterator[tuple[str, FileMaker]]:
    loop = '<Relationship Id="rId1" Type="{}/worksheet" Target="{}"/>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'

    def pointing(target: str, kind: str = R) -> FileMaker:
        return lambda: with_part(RELATIONS, rels.format(loop.format(kind, target)))

    for target in (
        "/xl/workbook.xml",
        "/xl/_rels/workbook.xml.rels",
        "../../../../etc/passwd",
        "/[Content_Types].xml",
        "",
        "http://127.0.0.1/a.xml",
        "/xl/styles.xml",
    ):
        yield f"the sheet is {target!r}", pointing(target)
    yield "chart sheet that is none", pointing("worksheets/sheet1.xml", f"{R}/chartsheet")
    yield "many relations", lambda: with_part(RELATIONS, rels.format(loop.format(R, "a") * 10_001))
    yield (
        "relation to a web page",
        lambda: repack(workbook_file(), {RELATIONS: with_relationship("image", "http://127.0.0.1/a")}),
    )
    yield (
        "a sheet that is called a picture",
        lambda: repack(pointing("media/a.png")(), {"xl/media/a.png": in_row('<c r="XFD1"/>'), SHEET: None}),
    )
    for part in (TYPES, RELATIONS, BOOK, SHEET, STYLES, CORE, THEME, "_rels/.rels"):
        yield f"no {part}", make_with(part, lambda p: repack(workbook_file(), {p: None}))
        yield f"empty {part}", make_with(part, lambda p: repack(workbook_file(), {p: b""}))
        yield (
            f"half of {part}",
            make_with(part, lambda p: repack(workbook_file(), {p: lambda old: old[: len(old) // 2]})),
        )
        yield f"another root in {part}", make_with(part, lambda p: repack(workbook_file(), {p: b"<x/>"}))


# What zip itself allows


def zips() -> Iterator[tuple[str, FileMaker]]:
    for part in (100, 500, 900, 1500, 3000, 4000):
        yield f"cut at {part}", make_with(part, lambda p: workbook_file()[:p])
    for size in (0, 1, 100, 2**31, 2**32 - 1):
        yield f"claims {size} bytes", make_with(size, lambda s: with_claimed_size(workbook_file(), SHEET, s))
    yield "wrong sum", lambda: with_wrong_sum(workbook_file())
    yield "unpacks to nothing but spaces", lambda: repack(workbook_file(), {SHEET: b"<a>" + b" " * 45 * MEGABYTE})
    yield "unpacks to too much", lambda: repack(workbook_file(), {SHEET: b" " * 60 * MEGABYTE}, compresslevel=1)
    yield (
        "unpacks to more than it says",
        lambda: with_claimed_size(repack(workbook_file(), {SHEET: b" " * 40 * MEGABYTE}), SHEET, 9),
    )
    yield "many small parts", lambda: repack(workbook_file(), {f"xl/{n}.xml": bytes(MEGABYTE - 1) for n in range(40)})
    yield "too many parts", lambda: repack(workbook_file(), {f"xl/{n}.xml": b"<a/>" for n in range(600)})
    yield "parts over each other", overlapping_zip
    yield "the same name twice", lambda: with_duplicate_entry(SHEET)
    yield "the same name in capitals", lambda: with_duplicate_entry(SHEET.upper())
    for name in ("../../etc/passwd", "/etc/passwd", "c:\\a", "xl\\a.xml", "a\0b", "x" * 60_000):
        yield f"part called {name[:20]!r}", make_with(name, with_entry_name)
    yield "sizes after the data", streaming_zip
    yield "other packing", lambda: repack(workbook_file(), {"a": b"x" * 1000}, compress_type=zipfile.ZIP_LZMA)
    yield "password", lambda: with_flag(0x1)
    yield "strong password", lambda: with_flag(0x41)
    yield "long remark", lambda: workbook_file()[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16_000
    yield (
        "directory that points to itself",
        lambda: patch_bytes(workbook_file(), len(workbook_file()) - 6, struct.pack("<I", len(workbook_file()) - 22)),
    )
    yield "directory of many records", lambda: workbook_file() + b"PK\x01\x02" * 500_000
    yield "workbook in a workbook", lambda: repack(workbook_file(), {"xl/embeddings/a.xlsx": workbook_file()})
    yield "something before it", lambda: b"\0" * 1000 + workbook_file()
    yield "something after it", lambda: workbook_file() + b"\0" * 1000
    yield "old workbook", lambda: ole2("Workbook") * 5000
    yield "nothing", lambda: b""


def overlapping_zip() -> bytes:
    """Many records in the directory that all point to the same packed data."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"<a/>" * 200_000)
        first = archive.filelist[0]
        for n in range(400):
            copy = zipfile.ZipInfo(f"a{n}")
            copy.CRC, copy.compress_size, copy.file_size = first.CRC, first.compress_size, first.file_size
            copy.header_offset, copy.orig_filename, copy.compress_type = first.header_offset, "a", first.compress_type
            archive.filelist.append(copy)
        archive._didModify = True  # type: ignore[attr-defined]
    return file.getvalue()


def with_duplicate_entry(name: str) -> bytes:
    """zipfile warns of a name that is there; its bytes are changed afterwards."""
    stand_in = "y" * len(name)
    return repack(workbook_file(), {stand_in: in_row('<c r="XFD1"/>')}).replace(stand_in.encode(), name.encode())


def with_entry_name(name: str) -> bytes:
    content = repack(workbook_file(), {"y" * len(name): b"<a/>"})
    return content.replace(b"y" * len(name), name.encode())


def streaming_zip() -> bytes:
    """Written by a program that cannot go back, so that the sizes follow each part."""

    class OneWayStream(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *where: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    out = OneWayStream()
    with zipfile.ZipFile(BytesIO(workbook_file())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name) + (b"<!-- -->" * 10))
    return out.getvalue()


def with_flag(flag: int) -> bytes:
    content = bytearray(workbook_file())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= flag
            at = content.find(sign, at + 4)
    return bytes(content)
