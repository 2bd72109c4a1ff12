"""Facts about what a test sends to the database, from which the tests that need a second database are chosen.

A fact is a statement without its values, alone or together with one peculiarity: that it was refused and how, that it
changed no row, one or many, or that it carried a value that databases treat differently. Tests with the same facts ask
the database the same things, however different the pages are that they read.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any
from zlib import crc32

from django.db import Error

# Lists of different lengths are the same statement, and so are the names that Django gives to savepoints.
REPEATED = (
    (re.compile(r"\bs\d+_x\d+\b"), "savepoint"),
    (re.compile(r"%s(?:, %s)+"), "%s, …"),
    (re.compile(r"(\([^()]*\))(?:, \1)+"), r"\1, …"),
    (re.compile(r"(WHEN \([^()]*\) THEN (?:%s|CAST\([^()]*\)))(?: \1)+"), r"\1 …"),
    (re.compile(r"(\([^()]*\))(?: OR \1)+"), r"\1 OR …"),
)
REFUSED = "refused: "


class Recorder:
    """An execute wrapper of a Django connection that collects the facts of one test."""

    def __init__(self) -> None:
        self.facts: set[str] = set()
        self.statements = 0
        self.is_refused = False

    def __call__(self, execute: Callable[..., Any], statement: str, values: Any, many: bool, context: Any) -> Any:
        self.statements += 1
        shape = shape_of(statement)
        self.facts.add(fact(shape))
        for values_of_one in values if many and values else (values,):
            for peculiarity in peculiarities(values_of_one):
                self.facts.add(fact(shape, peculiarity))
        try:
            result = execute(statement, values, many, context)
        except Error as error:
            self.is_refused = True
            self.facts.add(fact(shape, f"{REFUSED}{type(error).__name__}"))
            raise
        changed = context["cursor"].rowcount
        if changed >= 0:  # of a query the number of rows is not known before they are read
            self.facts.add(fact(shape, f"rows: {min(changed, 2)}"))
        return result


@cache
def fact(*parts: str) -> str:
    return f"{crc32(chr(0).join(parts).encode(errors='backslashreplace')):x}"


@cache
def shape_of(statement: str) -> str:
    """Returns the statement without what differs between equal ones."""
    for pattern, short in REPEATED:
        statement = pattern.sub(short, statement)
    return statement


def peculiarities(values: Any) -> Iterator[str]:
    """Yields what databases may treat differently about the values of one statement.

    PostgreSQL refuses NUL and lone surrogates, has bounds for numbers and lengths and wants to know the type of NULL.
    """
    for value in values.values() if isinstance(values, dict) else values or ():
        if value is None:
            yield "null"
        elif isinstance(value, str):
            yield from _peculiarities_of_text(value)
        elif isinstance(value, int) and abs(value) >= 2**31:
            yield "int8" if abs(value) < 2**63 else "too large"
        elif isinstance(value, bytes | float):
            yield type(value).__name__


@lru_cache(10_000)
def _peculiarities_of_text(text: str) -> tuple[str, ...]:
    return tuple(_each_peculiarity_of_text(text))


def _each_peculiarity_of_text(text: str) -> Iterator[str]:
    if len(text) > 100:
        yield "long"
    if not text:
        yield "empty"
    elif not text.isascii():
        if "\ud800" <= max(text) <= "\udfff" or any("\ud800" <= letter <= "\udfff" for letter in text):
            yield "surrogate"
        if max(text) > "\uffff":
            yield "beyond two bytes"
        yield "letters"
    if "\0" in text:
        yield "NUL"
    elif sum(letter.isdigit() for letter in text) > 15 and not text.strip("+-0123456789.,"):
        yield "many digits"
