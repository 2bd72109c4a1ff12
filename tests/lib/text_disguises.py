"""Other spellings of a text that look the same to the eye: what people paste out of Word, chats, web pages and PDF."""

import unicodedata

from hypothesis import strategies as st

INVISIBLE = [
    "\u200b",  # zero width space
    "\u200c",
    "\u200d",
    "\u200e",  # left-to-right mark
    "\u200f",
    "\u202a",
    "\u202c",
    "\u2060",  # word joiner
    "\u2066",
    "\u2069",
    "\u00ad",  # soft hyphen
    "\ufeff",  # byte order mark
    "\ufe0f",  # variation selector
    "\u034f",
    "\u061c",
    "\x00",
]
BLANKS = [" ", "  ", "\u00a0", "\u2002", "\u2007", "\u2009", "\u202f", "\u3000", "\t", " \u200b ", "\u00a0 "]
ONE_BLANK = [blank for blank in BLANKS if len(blank) == 1 and blank != "\t"]
EDGES = ["", " ", "\u00a0", "\ufeff", "\t", "\n", "\r\n", "\u3000", "\u2028"]


def disguise_examples(text: str) -> list[str]:
    """One disguise of each kind, for ways in that are too slow for a property."""
    middle = len(text) // 2
    return [
        unicodedata.normalize("NFD", text),
        *(f"{text[:middle]}{mark}{text[middle:]}" for mark in INVISIBLE if mark != "\x00"),
        f"\ufeff{text}\u200b",
        *(f"{edge}{text}{edge}" for edge in EDGES if edge),
        *(text.replace(" ", blank) for blank in BLANKS if " " in text),
    ]


@st.composite
def disguise(draw: st.DrawFn, text: str, blanks: list[str] = BLANKS) -> str:
    """The text with invisible characters anywhere, other blanks, other edges, composed or not."""
    spelling = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)
    marks = st.one_of(st.just(""), st.sampled_from(INVISIBLE))
    inside = "".join((draw(st.sampled_from(blanks)) if c == " " else c) + draw(marks) for c in spelling)
    return draw(st.sampled_from(EDGES)) + draw(marks) + inside + draw(st.sampled_from(EDGES))
