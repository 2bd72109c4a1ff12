"""The zip container of a workbook from outside: unpacked once, in pieces, and counted before anything reads it.

What a header says about a size is never believed: openpyxl would unpack a file of 1,5 MB into a gigabyte of memory.
"""

import re
import zipfile
from dataclasses import dataclass

from chodon_thidua.lib.containers import MEGABYTE, FileRefusal, Flaw, opened, pieces

PACKED_LIMIT = 5 * MEGABYTE
UNPACKED_LIMIT = 50 * MEGABYTE
RATIO_LIMIT = 100
RATIO_FLOOR = 1 * MEGABYTE  # below it a high ratio means only that there is little in the file
ENTRY_LIMIT = 500
ROW_LIMIT = 20_000
LONGEST_COLUMN = 2  # letters: up to ZZ
LONGEST_ROW = 6  # digits; openpyxl makes every row that is left out
LONGEST_TAG = 4096
KEPT_LIMIT = 1 * MEGABYTE

# A tag with the place that it names, wherever among its attributes.
_TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(row|c|si|xf)(?=[\s/>])(?:[^>]*?\sr\s*=\s*[\"']\s*0*([A-Za-z]*)([0-9]*))?")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
# How many of each openpyxl reads within a few seconds; Excel itself allows fewer formats than this.
TAG_LIMITS = {b"row": ROW_LIMIT, b"c": 400_000, b"si": 300_000, b"xf": 70_000}
OTHER_TAGS_LIMIT = 3_000_000
BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
ENCRYPTED = (
    "Tệp có mật khẩu. Hãy bỏ mật khẩu (File › Info › Protect Workbook › Encrypt with Password, xóa mật khẩu) "
    "rồi gửi lại."
)
TOO_LARGE = "Tệp nặng quá 5 MB. Hãy xóa hình ảnh và những trang tính không cần rồi gửi lại."
TOO_MUCH = (
    "Tệp nén quá nhiều dữ liệu (quá 50 MB khi mở ra, hoặc nén hơn 100 lần) nên không được nhận. "
    "Hãy chép số liệu sang một tệp mới tải từ phần mềm rồi gửi lại."
)
TOO_LONG = (
    "Tệp có quá 20.000 dòng hoặc quá nhiều ô. Hãy xóa những dòng trống đã định dạng và những trang tính không cần "
    "rồi gửi lại."
)
TOO_WIDE = "Tệp có ô ở quá xa về bên phải (sau cột ZZ). Hãy xóa những cột thừa rồi gửi lại."
UNSAFE_XML = "Tệp chứa khai báo lạ mà Excel không tạo ra nên không được nhận. Hãy mở bằng Excel rồi lưu lại."
FLAWS = {Flaw.BROKEN: BROKEN, Flaw.ENCRYPTED: ENCRYPTED, Flaw.TOO_MUCH: TOO_MUCH}


class WorkbookRefusal(FileRefusal):
    """The file cannot be read as a workbook."""


def refusal(flaw: Flaw) -> WorkbookRefusal:
    return WorkbookRefusal(FLAWS[flaw])


@dataclass(frozen=True, slots=True)
class Parts:
    """What a workbook's container holds.

    Shape: `names` of all parts as written; `kept` the contents of the small ones that say what the workbook is made of.
    """

    names: tuple[str, ...]
    kept: dict[str, bytes]

    def has(self, *beginnings: str) -> bool:
        return any(name.lower().startswith(beginnings) for name in self.names)


def unpack_checked(content: bytes) -> Parts:
    """Unpack every entry once and hold all caps, without keeping what is unpacked.

    Raises: WorkbookRefusal.
    """
    if len(content) > PACKED_LIMIT:
        raise WorkbookRefusal(TOO_LARGE)
    with opened(content, most=ENTRY_LIMIT, refuse=refusal) as archive:
        entries = archive.infolist()
        # Headers are believed only where they make things worse.
        sizes = [(entry.file_size, entry.compress_size) for entry in entries]
        if sum(size for size, _ in sizes) > UNPACKED_LIMIT or any(_swells(*pair) for pair in sizes):
            raise WorkbookRefusal(TOO_MUCH)
        return _unpack(archive, entries, len(content))


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int) -> Parts:
    count, kept, total = _Count(), {}, 0
    for entry in entries:
        own, parts, scan = 0, [], _Scan(count)
        for piece in pieces(archive, entry):
            own += len(piece)
            total += len(piece)
            if total > UNPACKED_LIMIT or _swells(own, entry.compress_size) or _swells(total, packed):
                raise WorkbookRefusal(TOO_MUCH)
            if own <= KEPT_LIMIT and _is_kept(entry.filename):
                parts.append(piece)
            if _is_xml(entry.filename):
                scan.take(piece)
        if parts:
            kept[entry.filename] = b"".join(parts)
    return Parts(tuple(entry.filename for entry in entries), kept)


def _swells(unpacked: int, packed: int) -> bool:
    return unpacked > RATIO_FLOOR and unpacked > RATIO_LIMIT * packed


def _is_kept(name: str) -> bool:
    lowered = name.lower()
    return lowered in ("[content_types].xml", "xl/workbook.xml", "mimetype") or lowered.endswith(".rels")


def _is_xml(name: str) -> bool:
    """Only pictures and the like are not looked into; a sheet may have any name."""
    return not name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin"))


class _Count:
    """How many tags of each kind the whole file has."""

    def __init__(self) -> None:
        self.tags = dict.fromkeys(TAG_LIMITS, 0)
        self.all = 0

    def add(self, piece: bytes) -> None:
        self.all += piece.count(b"<")
        for tag, column, row in _TAG.findall(piece):
            self.tags[tag] += 1
            if len(column) > LONGEST_COLUMN:
                raise WorkbookRefusal(TOO_WIDE)
            if len(row) >= LONGEST_ROW:
                raise WorkbookRefusal(TOO_LONG)
        if self.all > OTHER_TAGS_LIMIT or any(self.tags[tag] > most for tag, most in TAG_LIMITS.items()):
            raise WorkbookRefusal(TOO_LONG)


class _Scan:
    """One part, looked at piece by piece; a tag that is cut in two is looked at with the piece after."""

    def __init__(self, count: _Count) -> None:
        self.count, self.rest, self.at_start = count, b"", True

    def take(self, piece: bytes) -> None:
        if self.at_start:
            self._check_start(piece)
            self.at_start = False
        piece = self.rest + piece
        cut = piece.rfind(b"<")
        whole, self.rest = (piece, b"") if cut < 0 else (piece[:cut], piece[cut : cut + LONGEST_TAG])
        self.look(whole)
        if b">" in self.rest:
            self.look(self.rest)
            self.rest = b""

    def look(self, piece: bytes) -> None:
        self.count.add(piece)
        if b"<!" in piece and _DECLARATION.search(piece):
            raise WorkbookRefusal(UNSAFE_XML)

    def _check_start(self, piece: bytes) -> None:
        """Only encodings in which the rest can be looked at as bytes."""
        declared = _ENCODING.match(piece.removeprefix(b"\xef\xbb\xbf")[:200])
        if b"\0" in piece[:200] or piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise WorkbookRefusal(UNSAFE_XML)
        if declared and declared[1].lower() not in _ENCODINGS:
            raise WorkbookRefusal(UNSAFE_XML)
