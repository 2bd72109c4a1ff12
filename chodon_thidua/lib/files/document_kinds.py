"""Kinds of documents that people attach, recognised by their content, never by their name."""

import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.files.office_packages import BROKEN, ENCRYPTED, DocumentRefusal, has_entry, part_types
from chodon_thidua.lib.files.zip_containers import MEGABYTE
from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.text import normalise

__all__ = [
    "KINDS",
    "SIZE_LIMIT",
    "DocumentKind",
    "DocumentRefusal",
    "check_size",
    "document_kind",
    "document_name",
    "kind_by_name",
    "size_text",
]

SIZE_LIMIT = 10 * MEGABYTE
LONGEST_NAME = 120  # characters; people still read it, and every file system takes it
PDF_HEADER = 1024  # Acrobat and the readers after it look so far for the beginning: mail programs write before it
PDF_TAIL = 2048
SEGMENT_LIMIT = 20_000  # in a picture: more would only take time
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ILLEGAL = str.maketrans(dict.fromkeys('<>:"|?*', "_"))  # in a name on Windows


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document that is accepted."""

    label: str
    suffixes: tuple[str, ...]
    content_type: str


PDF = DocumentKind("PDF", (".pdf",), "application/pdf")
JPEG = DocumentKind("ảnh JPEG", (".jpg", ".jpeg"), "image/jpeg")
PNG = DocumentKind("ảnh PNG", (".png",), "image/png")
DOCX = DocumentKind("văn bản Word", (".docx",), f"{_OFFICE}.wordprocessingml.document")
XLSX = DocumentKind("sổ Excel", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet")
KINDS = (PDF, JPEG, PNG, DOCX, XLSX)
ACCEPTED_KINDS = "Chỉ nhận PDF, ảnh JPEG hoặc PNG, văn bản Word (.docx), sổ Excel (.xlsx)."
_PRESENTATION = f"{_OFFICE}.presentationml.presentation.main+xml"
# What else people send, or are made to send, by its first bytes.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "chương trình (.exe)"),
    (b"\x7fELF", "chương trình"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"RIFF", "ảnh WebP hoặc tệp âm thanh"),
    (b"Rar!", "tệp nén .rar"),
    (b"7z\xbc\xaf", "tệp nén .7z"),
    (b"\x1f\x8b", "tệp nén .gz"),
    (b"PK", "tệp nén .zip"),
    (b"{\\rtf", "văn bản RTF"),
)
_MARKUP = ((b"<svg", "hình SVG"), (b"<html", "trang web (HTML)"), (b"<!doctype html", "trang web (HTML)"))
_HEIC = (b"heic", b"heix", b"mif1", b"msf1", b"heif")


def document_kind(content: bytes, name: str) -> DocumentKind:
    """Returns the kind of the document by its content; its name must say the same.

    Raises: DocumentRefusal.
    """
    check_size(len(content))
    kind, claimed = _detect_kind(content), kind_by_name(name)
    if isinstance(kind, str):
        instead = f" chứ không phải {claimed.label}" if claimed else ""
        raise DocumentRefusal(f"Tệp này là {kind}{instead}. {ACCEPTED_KINDS}")
    if kind != claimed:
        instead = f"chứ không phải {claimed.label}" if claimed else "nhưng tên tệp không ghi như vậy"
        suffix = kind.suffixes[0]
        raise DocumentRefusal(
            f"Tệp này là {kind.label} {instead}. Hãy đổi đuôi tên tệp thành {suffix} rồi đính kèm lại."
        )
    return kind


def check_size(size: int) -> None:
    """Refuses by its size alone a file that need not be read.

    Raises: DocumentRefusal.
    """
    if not size:
        raise DocumentRefusal("Tệp rỗng, không có nội dung.")
    if size > SIZE_LIMIT:
        raise DocumentRefusal(f"Tệp nặng {size_text(size)}; mỗi tệp không quá {size_text(SIZE_LIMIT)}.")


def kind_by_name(name: str) -> DocumentKind | None:
    """The kind that the name claims."""
    return next((kind for kind in KINDS if name.lower().endswith(kind.suffixes)), None)


def document_name(text: str) -> str:
    """The name as it is shown and downloaded: no folders, nothing invisible, nothing that Windows refuses."""
    last = text.replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in normalise(last) if unicodedata.category(c)[0] != "C")
    words = " ".join(visible.translate(_ILLEGAL).split()).strip(". ")
    stem, dot, suffix = words.rpartition(".")
    if not dot or len(suffix) > len("jpeg"):
        return words[:LONGEST_NAME] or "minh-chung"
    return f"{stem[: LONGEST_NAME - len(suffix) - 1].rstrip('. ')}.{suffix}"


def size_text(size: int) -> str:
    """“2,1 MB”, “340 kB”; nothing is 0 kB."""
    if size < MEGABYTE:
        return f"{format_number(max(1, -(-size // 1024)))} kB"
    return f"{format_number(Decimal(-(-size * 10 // MEGABYTE)) / 10, 1)} MB"


def _detect_kind(content: bytes) -> DocumentKind | str:
    """The kind, or what it is instead.

    Raises: DocumentRefusal for one of the kinds that is damaged, locked or dangerous.
    """
    for sign, whole, kind in _SIGNS:
        if content.startswith(sign):
            if not whole(content):
                raise DocumentRefusal(BROKEN)
            return kind
    if content.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise DocumentRefusal(ENCRYPTED)
        return "tệp Office kiểu cũ (.doc, .xls)"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content[4:8] == b"ftyp":
        return "ảnh HEIC của điện thoại" if content[8:12] in _HEIC else "đoạn phim"
    other = next((label for sign, label in _OTHERS if content.startswith(sign)), None)
    if other or (other := _markup(content)):
        return other
    if b"%PDF-" in content[:PDF_HEADER]:
        if not _is_whole_pdf(content):
            raise DocumentRefusal(BROKEN)
        return PDF
    return "văn bản thuần (.txt, .csv)" if _is_text(content) else "loại tệp không nhận ra được"


def _office(content: bytes) -> DocumentKind | str:
    types = part_types(content).values()
    for kind in (DOCX, XLSX):
        if f"{kind.content_type}.main+xml" in types:
            return kind
    if _PRESENTATION in types:
        return "bản trình chiếu PowerPoint"
    return "tệp OpenDocument (.odt, .ods)" if has_entry(content, "mimetype") else "tệp nén .zip"


def _markup(content: bytes) -> str:
    """Returns the kind of markup; empty for anything else."""
    start = content[:1024].removeprefix(_BYTE_ORDER_MARK).lstrip().lower()
    markup = next((label for sign, label in _MARKUP if sign in start), "")
    return markup or ("tệp XML" if start.startswith(b"<") else "")


def _is_text(content: bytes) -> bool:
    return not any(byte < 9 or 13 < byte < 32 for byte in content[:1024])


def _is_whole_pdf(content: bytes) -> bool:
    """A header near the start, and the end that every reader looks for, maybe filled up to a whole block."""
    start = content.index(b"%PDF-") + len(b"%PDF-")
    major, point, minor = content[start : start + 1], content[start + 1 : start + 2], content[start + 2 : start + 3]
    tail = content.rstrip(b"\0\t\r\n ")[-PDF_TAIL:]
    return major in (b"1", b"2") and point == b"." and minor.isdigit() and b"startxref" in tail and b"%%EOF" in tail


def _is_whole_jpeg(content: bytes) -> bool:
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


def _is_whole_png(content: bytes) -> bool:
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


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS: tuple[tuple[bytes, Callable[[bytes], bool], DocumentKind], ...] = (
    (b"%PDF-", _is_whole_pdf, PDF),
    (b"\xff\xd8\xff", _is_whole_jpeg, JPEG),
    (b"\x89PNG\r\n\x1a\n", _is_whole_png, PNG),
)
