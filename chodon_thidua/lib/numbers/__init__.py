"""Vietnamese numbers: dots group thousands, a comma starts the decimals."""

from chodon_thidua.lib.numbers.advice import THREE_WAYS
from chodon_thidua.lib.numbers.reading import NumberInputError, parse_number
from chodon_thidua.lib.numbers.writing import (
    MINUS,
    NumberText,
    format_number,
    format_percent,
    input_text,
    plain_number,
    read_back,
)

__all__ = (
    "MINUS",
    "THREE_WAYS",
    "NumberInputError",
    "NumberText",
    "format_number",
    "format_percent",
    "input_text",
    "parse_number",
    "plain_number",
    "read_back",
)
