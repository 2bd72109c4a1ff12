"""Names and sizes of documents, as they are shown."""

import unicodedata
from decimal import Decimal

from chodon_thidua.lib.files.zip_containers import MEGABYTE
from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.text import normalise

LONGEST_NAME = 120  # characters; people still read it, and every file system takes it
_ILLEGAL = str.maketrans(dict.fromkeys('<>:"|?*', "_"))  # in a name on Windows


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
