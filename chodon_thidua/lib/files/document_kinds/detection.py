"""Kinds of documents that people attach, recognised by their content, never by their name."""

from collections.abc import Callable

from chodon_thidua.lib.files.document_kinds.kinds import (
    ACCEPTED_KINDS,
    DOCX,
    JPEG,
    OFFICE,
    PDF,
    PNG,
    XLSX,
    DocumentKind,
    kind_by_name,
)
from chodon_thidua.lib.files.document_kinds.names import size_text
from chodon_thidua.lib.files.document_kinds.wholeness import is_whole_jpeg, is_whole_pdf, is_whole_png
from chodon_thidua.lib.files.office_packages import BROKEN, ENCRYPTED, DocumentRefusal, has_entry, part_types
from chodon_thidua.lib.files.zip_containers import MEGABYTE

SIZE_LIMIT = 10 * MEGABYTE
PDF_HEADER = 1024  # Acrobat and the readers after it look so far for the beginning: mail programs write before it
_PRESENTATION = f"{OFFICE}.presentationml.presentation.main+xml"
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
        if not is_whole_pdf(content):
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


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS: tuple[tuple[bytes, Callable[[bytes], bool], DocumentKind], ...] = (
    (b"%PDF-", is_whole_pdf, PDF),
    (b"\xff\xd8\xff", is_whole_jpeg, JPEG),
    (b"\x89PNG\r\n\x1a\n", is_whole_png, PNG),
)
