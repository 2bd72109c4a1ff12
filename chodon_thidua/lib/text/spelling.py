"""One spelling for all texts that look the same."""

import re
import unicodedata

TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Marks that make another letter; every other mark is a tone, or foreign.
LETTER_MARKS = "\u0306\u0302\u031b"

# Eth and African D look like Đ in most fonts and come out of old converters; Word writes hyphens that do not break.
_LOOKALIKES = str.maketrans(
    {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u2010": "-", "\u2011": "-", "\u2800": " "}
)
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_BLANK = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Controls, the category Cf and other marks without a picture of their own, halves of pairs, and the place of an object.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    r"\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffc\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]"
)
# Runs of characters among which combining marks may be.
_MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_MOST_MARKS = 30  # on one letter, as Unicode allows in a stream: to order them takes time by the square of their number


def normalise(text: str) -> str:
    """The text as it is stored: NFC, the Vietnamese Đ, plain blanks and line ends, nothing invisible, no edges.

    Tabs and runs of blanks stay: notes are laid out with them.
    """
    visible = _BLANK.sub(" ", _INVISIBLE.sub("", _LINE_END.sub("\n", text))).translate(_LOOKALIKES)
    # Composing comes last: removing a character may bring a letter and its mark together.
    return _composed(visible).strip()


def without_invisible(text: str) -> str:
    """The text as it looks, its blanks and line ends untouched: for what is taken apart before it is normalised."""
    return _INVISIBLE.sub("", text)


def normalise_line(text: str) -> str:
    """Text of a single line as it is stored: normalised, any run of white space as one blank."""
    return " ".join(normalise(text).split())


def normalise_password(text: str) -> str:
    """The password as it is hashed: NFC, plain blanks, nothing invisible; blanks at its edges count."""
    # As in RFC 8265, and without the invisible characters that come along when text is copied from a message.
    return _composed(_BLANK.sub(" ", without_invisible(text)))


def _composed(text: str) -> str:
    """The text in NFC, with no more marks on a letter than any language has."""
    # One mark may be composed of two: those of the result are counted too.
    return _MARKS.sub(_without_many_marks, unicodedata.normalize("NFC", _MARKS.sub(_without_many_marks, text)))


def _without_many_marks(run: re.Match[str]) -> str:
    result, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            result.append(character)
    return "".join(result)
