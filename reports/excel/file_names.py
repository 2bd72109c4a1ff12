"""The form of a file's name: in ASCII for any program, in Vietnamese for people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chodon_thidua.lib.text import normalise, search_key

LONGEST_PART = 60  # characters
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_ILLEGAL = re.compile(r'[\\/:*?"<>|\s]+')  # in a name on Windows


@dataclass(frozen=True, slots=True)
class FileName:
    """`plain` is ASCII, for programs that know no other; `vietnamese` is what people see."""

    plain: str
    vietnamese: str


def join_name(plain: Iterable[str], vietnamese: Iterable[str], suffix: str = "xlsx") -> FileName:
    """Joins the parts that are not empty into the two names."""
    return FileName(
        f"{'-'.join(filter(None, plain))}.{suffix}",
        f"{' '.join(legal_text(part) for part in vietnamese if part)}.{suffix}",
    )


def ascii_text(text: str) -> str:
    return _NOT_ASCII_WORD.sub("-", search_key(text))[:LONGEST_PART].strip("-")


def legal_text(text: str) -> str:
    """Returns the text without characters that file systems refuse; “15/KH-UBND” becomes “15-KH-UBND”."""
    return _ILLEGAL.sub(lambda match: " " if match[0].isspace() else "-", normalise(text))[:LONGEST_PART].strip(" .-")
