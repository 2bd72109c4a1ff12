"""The typeface of the pages: every letter and sign that people read, digits of equal width, few bytes, its licence."""

import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tests.tools.vendor import LETTERS, PACKAGES

STATIC = Path(__file__).parents[2] / "static"
ROOT = STATIC.parent
FONTS = tuple(sorted((STATIC / "fonts").glob("*.woff2")))
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LONGEST_FONTS = 40_000  # bytes of both weights, which every first visit loads
SIGNS = "0123456789.,−-+%‰()/“”‘’…–—·•×²³±≤≥≠₫§°→←↑↓›"


def vietnamese_letters() -> set[str]:
    """Every letter that a Vietnamese word can have, composed."""
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    small |= set("bcdđghklmnpqrstvxfjwz")
    return small | {letter.upper() for letter in small}


@pytest.fixture(scope="module", params=FONTS, ids=lambda path: path.stem)
def font(request: pytest.FixtureRequest) -> TTFont:
    return TTFont(request.param)


def test_every_letter_and_sign_is_in_each_weight(font: TTFont) -> None:
    missing = {sign for sign in vietnamese_letters() | set(SIGNS) if ord(sign) not in font.getBestCmap()}
    assert missing == set()


def test_signs_of_templates_are_in_each_weight(font: TTFont) -> None:
    """Whatever a page says, it is drawn in one typeface."""
    texts = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")]
    signs = {sign for text in texts for sign in text if not unicodedata.category(sign).startswith(("C", "Z"))}
    assert {sign for sign in signs if ord(sign) not in font.getBestCmap()} == set()


def test_digits_have_one_width_where_pages_ask_for_it(font: TTFont) -> None:
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    tables = font["GSUB"].table
    features = [record.Feature for record in tables.FeatureList.FeatureRecord if record.FeatureTag == "tnum"]
    assert features, "the subset has lost its tabular figures"
    swaps: dict[str, str] = {}
    for place in features[0].LookupListIndex:
        for part in tables.LookupList.Lookup[place].SubTable:
            swaps |= getattr(getattr(part, "ExtSubTable", part), "mapping", {})
    names = [glyphs[ord(digit)] for digit in "0123456789"]
    assert len({widths[swaps.get(name, name)][0] for name in names}) == 1
    assert "font-variant-numeric: tabular-nums" in (STATIC / "css" / "app.css").read_text("utf-8")


def test_two_weights_are_small_preloaded_and_declared_once() -> None:
    assert [path.name for path in FONTS] == ["inter-400.woff2", "inter-600.woff2"]
    assert sum(path.stat().st_size for path in FONTS) < LONGEST_FONTS
    theme = (STATIC / "css" / "theme.css").read_text("utf-8")
    assets = (ROOT / "templates" / "partials" / "assets.html").read_text("utf-8")
    assert re.findall(r"fonts/([\w.-]+)", theme) == re.findall(r"fonts/([\w.-]+)", assets)
    assert re.findall(r"fonts/([\w.-]+)", theme) == [path.name for path in FONTS]


def test_no_part_of_a_page_asks_for_another_typeface() -> None:
    """Papers to print are set in the typeface of official documents; everything else in the one of the theme."""
    families = {
        (path.name, family)
        for path in (STATIC / "css").glob("*.css")
        for family in re.findall(
            r"font(?:-family)?: ?([^;}]*(?:serif|var\([^)]*\)|\"[A-Z][^;}]*))", path.read_text("utf-8")
        )
        if path.name not in ("paper.css", "theme.css")
    }
    assert families <= {("app.css", "var(--bs-font-monospace)")}


def test_the_licence_lies_beside_the_files() -> None:
    text = (STATIC / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    package = next(package for package in PACKAGES if "inter" in package.name)
    assert package.licence == "OFL-1.1"
    assert {f"fonts/{path.name}" for path in FONTS} | {"fonts/OFL.txt"} == set(package.files.values())


def test_the_list_of_letters_holds_no_letter_of_another_language_s_alphabet() -> None:
    """Cyrillic, Greek and the rest would double the files."""
    ends = [part.removeprefix("U+").split("-") for part in LETTERS.split(",")]
    codes = {code for first, *last in ends for code in range(int(first, 16), int(last[0] if last else first, 16) + 1)}
    assert {ord(letter) for letter in vietnamese_letters()} <= codes
    assert not any(0x370 <= code <= 0x5FF for code in codes)
