"""Keys of text for labels, for search and for sorting, in the order of the Vietnamese alphabet."""

import re
import unicodedata

from chodon_thidua.lib.text.spelling import LETTER_MARKS, TONES, normalise, normalise_line

_ALPHABET = {letter: f"{20 + place}" for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SPACE, _PUNCTUATION, _DIGIT, _OTHER, _END = "01", "02", "1", "99", "00"


def label_key(text: str) -> str:
    """A key for labels, choices and headings: equal whatever their letter case, blanks and line breaks."""
    return unicodedata.normalize("NFC", normalise_line(text).casefold())


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


def with_padded_numbers(text: str) -> str:
    """The text with its numbers in three digits at least, so that “Ấp 2” is sorted before “Ấp 10”."""
    return re.sub(r"[0-9]+", lambda number: number[0].zfill(3), text)


def given_name_first(full_name: str) -> str:
    """A person's name as lists of people are ordered: "An Nguyễn Văn" for Nguyễn Văn An."""
    words = full_name.split()
    return " ".join([*words[-1:], *words[:-1]])


def _slot(character: str) -> tuple[str, str]:
    """The weight and the tone of one character."""
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    letter = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in LETTER_MARKS))
    tone = next((TONES[mark] for mark in marks if mark in TONES), "0")
    return _ALPHABET.get(letter) or _ALPHABET.get(base) or _weight(base), tone


def _weight(character: str) -> str:
    if character == " ":
        return _SPACE
    if character in "0123456789":
        return _DIGIT + character
    return _PUNCTUATION if unicodedata.category(character)[0] in "PSZC" else _OTHER
