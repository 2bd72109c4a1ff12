"""The typed text as a refusal repeats it: in quotation marks, with its unusual characters by their numbers."""

import unicodedata

from chodon_thidua.lib.text.spelling import LETTER_MARKS, TONES, normalise_line

_OFFICE_SIGNS = frozenset("–—−“”‘’…°²³·×±≤≥•§")
_LONGEST_QUOTE, _MOST_SIGNS = 40, 3


def quote(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """The text that was typed, for a refusal: in quotation marks, cut, with its unusual characters by their numbers.

    Shape: “16‚1” (ký tự lạ: ‚ U+201A).
    """
    line = normalise_line(text)
    excerpt = line if len(line) <= longest else f"{line[:longest]}…"
    unusual = list(dict.fromkeys(character for character in excerpt if not _is_usual(character)))
    signs = ", ".join(f"{character} U+{ord(character):04X}" for character in unusual[:_MOST_SIGNS])
    more = ", …" if len(unusual) > _MOST_SIGNS else ""
    return f"“{excerpt}”" + (f" (ký tự lạ: {signs}{more})" if unusual else "")


def _is_usual(character: str) -> bool:
    """Tells whether the character is on a Vietnamese keyboard or among the signs of office papers."""
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    letter = base.isascii() and all(mark in LETTER_MARKS or mark in TONES for mark in marks)
    return letter or character in "đĐ" or character in _OFFICE_SIGNS
