"""Vietnamese text: one spelling for every letter, keys for search and for sorting."""

import re
import unicodedata

from chodon_thidua.lib.numbers import format_number

_ALPHABET = {letter: f"{20 + place}" for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Marks that make another letter; every other mark is a tone, or foreign.
_LETTER_MARKS = "\u0306\u0302\u031b"
_SPACE, _PUNCTUATION, _DIGIT, _OTHER, _END = "01", "02", "1", "99", "00"

# Eth and African D look like Đ in most fonts and come out of old converters.
_LOOKALIKES = str.maketrans(
    {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u00a0": " ", "\u2007": " ", "\u202f": " "}
)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def normalise(text: str) -> str:
    """The text as it is stored: NFC, the Vietnamese Đ, plain spaces, no control characters but line ends and tabs."""
    # Composing comes last: removing a control character may bring a letter and its mark together.
    visible = _CONTROLS.sub("", text).translate(_LOOKALIKES)
    return unicodedata.normalize("NFC", visible).strip()


def search_key(text: str) -> str:
    """The text without case, accents and đ: "Ngọc Phái" and "ngoc phai" have the same key."""
    letters = unicodedata.normalize("NFD", normalise(text).lower())
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").replace("đ", "d")
    return " ".join(unicodedata.normalize("NFC", bare).split())


def sort_key(text: str) -> str:
    """A key in the order of the Vietnamese alphabet: spaces, digits, letters; tones decide between equal letters.

    Shape: two digits for each character, 00, one digit for each tone; any database collation sorts digits alike.
    """
    characters = " ".join(normalise(text).lower().split())
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
    return f"{n:02d}" if n < 100 else format_number(n)


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
