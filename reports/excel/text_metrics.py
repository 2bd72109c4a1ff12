"""The width and height of text in Times New Roman: openpyxl sets no row heights, and merged cells do not grow."""

import unicodedata
from functools import lru_cache

# Widths of the typeface's letters, in thousandths of its size; what is not named is as wide as a digit.
WIDTHS = {
    letter: width
    for width, letters in {
        250: " ,.",
        278: "ijlt/:;",
        333: "frIJ()-'“”‘’",
        389: "s",
        444: "acez?",
        556: "PFS",
        564: "+=<>≥≤−",
        611: "ELTZ",
        667: "BCR",
        722: "ADĐGHKNOQUVXYw&",
        778: "m",
        833: "%",
        889: "M",
        944: "W",
        1000: "…",
    }.items()
    for letter in letters
}
DIGIT = 500
BOLD_FACTOR = 1.08
# Excel counts the width of a column in digits of the normal font; 5 pixels of it are margins.
DIGIT_PIXELS, MARGIN_PIXELS, POINTS_PER_PIXEL = 7, 5, 0.75
WIDTH_RESERVE = 1.04  # programs draw letters a little differently; a line too many is better than a cut one
LINE_HEIGHT = 1.36  # height of a line, as a multiple of the size
ROW_PADDING = 1.5
MOST_ROW_HEIGHT = 409.0  # Excel has no higher row


def text_points(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text. Units: points."""
    return _width_in_thousandths(text) * size / 1000 * (BOLD_FACTOR if bold else 1) * WIDTH_RESERVE


def column_points(width: float) -> float:
    """The room inside a column, or inside several merged ones. Units: points, from Excel's count of digits."""
    return (width * DIGIT_PIXELS - MARGIN_PIXELS) * POINTS_PER_PIXEL


def points_across(width: float) -> float:
    """Returns the width of a column on paper at full scale. Units: points, from Excel's count of digits."""
    return width * DIGIT_PIXELS * POINTS_PER_PIXEL


def column_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a column that shows the text on one line. Units: Excel's count of digits."""
    return (text_points(text, size, bold=bold) / POINTS_PER_PIXEL + MARGIN_PIXELS) / DIGIT_PIXELS + 0.5


def line_count(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Returns the number of lines to which the text wraps in a column of this width."""
    room = column_points(width)
    return sum(_lines_of(paragraph, room, size, bold=bold) for paragraph in text.split("\n"))


def row_height(lines: int, size: float) -> float:
    return min(round(lines * size * LINE_HEIGHT + ROW_PADDING, 1), MOST_ROW_HEIGHT)


def _lines_of(paragraph: str, room: float, size: float, *, bold: bool) -> int:
    """Counts the lines of a paragraph, broken between words; a word wider than the column is broken itself."""
    space, line_width, lines = text_points(" ", size, bold=bold), 0.0, 1
    for word in paragraph.split(" "):
        width = text_points(word, size, bold=bold)
        if line_width and line_width + space + width > room:
            lines, line_width = lines + 1, 0.0
        line_width += width + (space if line_width else 0)
        while line_width > room:
            lines, line_width = lines + 1, line_width - room
    return lines


@lru_cache(maxsize=4096)
def _width_in_thousandths(word: str) -> int:
    return sum(map(_letter_width, word))


@lru_cache(maxsize=1024)
def _letter_width(letter: str) -> int:
    """Returns the width of a letter; accents add nothing: “ể” is as wide as “e”."""
    return WIDTHS.get(letter) or WIDTHS.get(unicodedata.normalize("NFD", letter)[0], DIGIT)
