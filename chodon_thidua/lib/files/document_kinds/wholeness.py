"""Checks that a document is there from its beginning to its end."""

import zlib

PDF_TAIL = 2048
SEGMENT_LIMIT = 20_000  # in a picture: more would only take time


def is_whole_pdf(content: bytes) -> bool:
    """A header near the start, and the end that every reader looks for, maybe filled up to a whole block."""
    start = content.index(b"%PDF-") + len(b"%PDF-")
    major, point, minor = content[start : start + 1], content[start + 1 : start + 2], content[start + 2 : start + 3]
    tail = content.rstrip(b"\0\t\r\n ")[-PDF_TAIL:]
    return major in (b"1", b"2") and point == b"." and minor.isdigit() and b"startxref" in tail and b"%%EOF" in tail


def is_whole_jpeg(content: bytes) -> bool:
    """Segments up to the picture itself, one of which tells its size, and an end. Phones write more after it."""
    at, sized, remaining = 2, False, SEGMENT_LIMIT
    while remaining and at + 4 <= len(content) and content[at] == 0xFF:
        remaining -= 1
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xDA:  # the picture
            return sized and content.rfind(b"\xff\xd9") > at
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # height and width
            sized = int.from_bytes(content[at + 7 : at + 9]) > 0
        at += 2 + length
    return False


def is_whole_png(content: bytes) -> bool:
    """Chunks with their sums from IHDR with a size to IEND. Screenshot tools write more after it."""
    at, names = 8, list[bytes]()
    while len(names) < SEGMENT_LIMIT and at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + 8 + length
        if zlib.crc32(content[at + 4 : end]) != int.from_bytes(content[end : end + 4]):
            return False
        if not names and not (name == b"IHDR" and length == 13 and any(content[at + 8 : at + 12])):
            return False
        names.append(name)
        if name == b"IEND":
            return b"IDAT" in names
        at = end + 4
    return False
