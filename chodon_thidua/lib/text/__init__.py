"""Vietnamese text: one spelling for all that looks the same, keys for labels, for search and for sorting.

The rule for text from outside, on every way in: `normalise` what has several lines, `normalise_line` everything else,
`label_key` where it is matched with a word of the app, `quote` where a refusal repeats it.
"""

from chodon_thidua.lib.text.counting import roman, running_count
from chodon_thidua.lib.text.keys import given_name_first, label_key, search_key, sort_key, with_padded_numbers
from chodon_thidua.lib.text.quoting import quote
from chodon_thidua.lib.text.spelling import normalise, normalise_line, normalise_password, without_invisible

__all__ = (
    "given_name_first",
    "label_key",
    "normalise",
    "normalise_line",
    "normalise_password",
    "quote",
    "roman",
    "running_count",
    "search_key",
    "sort_key",
    "with_padded_numbers",
    "without_invisible",
)
