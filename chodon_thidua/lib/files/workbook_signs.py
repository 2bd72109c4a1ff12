"""The first bytes by which a file that is no workbook is known and refused."""

from chodon_thidua.lib.files.workbook_limits import ENCRYPTED, PACKED_LIMIT, TOO_LARGE, WorkbookRefusal
from chodon_thidua.lib.files.workbook_safety import NO_WORKBOOK, SAVE_AS
from chodon_thidua.lib.text import normalise

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")
OTHER_KINDS = {b"%PDF": "PDF", b"\x89PNG": "hình ảnh", b"\xff\xd8\xff": "hình ảnh", b"Rar!": "nén .rar"}
LONGEST_NAME = 60


def check_is_workbook(content: bytes, name: str) -> None:
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
