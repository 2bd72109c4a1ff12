"""Vietnamese text: one spelling for all that looks the same, keys for labels, for search and for sorting.

The rule for text from outside, on every way in: `normalise` what has several lines, `normalise_line` everything else,
`label_key` where it is matched with a word of the app, `quote` where a refusal repeats it.
"""

import re
import unicodedata

_ALPHABET = {letter: f"{20 + place}" for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Marks that make another letter; every other mark is a tone, or foreign.
_LETTER_MARKS = "\u0306\u0302\u031b"
_SPACE, _PUNCTUATION, _DIGIT, _OTHER, _END = "01", "02", "1", "99", "00"

# Eth and African D look like Đ in most fonts and come out of old converters; Word writes hyphens that do not break.
_LOOKALIKES = str.maketrans(
    {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u2010": "-", "\u2011": "-", "\u2800": " "}
)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
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
_OFFICE_SIGNS = frozenset("–—−“”‘’…°²³·×±≤≥•§")
_LONGEST_QUOTE, _MOST_SIGNS = 40, 3


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


def label_key(text: str) -> str:
    """A key for labels, choices and headings: equal whatever their letter case, blanks and line breaks."""
    return unicodedata.normalize("NFC", normalise_line(text).casefold())


def normalise_password(text: str) -> str:
    """The password as it is hashed: NFC, plain blanks, nothing invisible; blanks at its edges count."""
    # As in RFC 8265, and without the invisible characters that come along when text is copied from a message.
    return _composed(_BLANK.sub(" ", without_invisible(text)))


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


def search_key(text: str) -> str:
    """The text without case, accents and đ: "Ngọc Phái" and "ngoc phai" have the same key."""
    letters = unicodedata.normalize("NFD", normalise(text).lower())
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").replace("đ", "d")
    return " ".join(unicodedata.normalize("NFC", bare).split())


def sort_key(text: str) -> str:
    """A key in the order of the Vietnamese alphabet: spaces, digits, letters; tones decide between equal letters.

    Shape: two digits for each character, 00, one digit for each tone; any database collation sorts digits alike.
    """
    characters = normalise_line(text).lower()
    slots = [_slot(character) for character in characters if not unicodedata.combining(character)]
    return "".join(letter for letter, _ in slots) + _END + "".join(tone for _, tone in slots)


def given_name_first(full_name: str) -> str:
    """A person's name as lists of people are ordered: "An Nguyễn Văn" for Nguyễn Văn An."""
    words = full_name.split()
    return " ".join([*words[-1:], *words[:-1]])


def roman_quarter(ordinal: int) -> str:
    """The name of a reporting period by its ordinal.

    Raises: KeyError outside 1–5.
    """
    return {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV", 5: "Cả năm"}[ordinal]


def roman(number: int) -> str:
    """The number of a field in official papers: "IV" for 4."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def running_count(n: int) -> str:
    """A count in running text: official Vietnamese writes a leading zero below ten ("02 xã")."""
    return f"{n:02d}" if n < 100 else f"{n:,}".replace(",", ".")


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


def _is_usual(character: str) -> bool:
    """Tells whether the character is on a Vietnamese keyboard or among the signs of office papers."""
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    letter = base.isascii() and all(mark in _LETTER_MARKS or mark in _TONES for mark in marks)
    return letter or character in "đĐ" or character in _OFFICE_SIGNS


def _slot(character: str) -> tuple[str, str]:
    """The weight and the tone of one character."""
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    letter = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in _LETTER_MARKS))
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    return _ALPHABET.get(letter) or _ALPHABET.get(base) or _weight(base), tone


def _weight(character: str) -> str:
    if character == " ":
        return _SPACE
    if character in "0123456789":
        return _DIGIT + character
    return _PUNCTUATION if unicodedata.category(character)[0] in "PSZC" else _OTHER
