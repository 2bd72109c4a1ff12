"""The numbers of a meeting as they are kept, and what has become of them since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.papers import by_unit, summary
from reports.papers.meeting import Papers
from reports.papers.table import Packed

GONE, NEW = "không còn trong biểu", "mới có trong biểu"


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell that reads otherwise than when it was frozen; empty text where there was, or is, no number."""

    form: str
    row: str
    column: str
    was: str
    now: str


def freeze(papers: Papers, version: str) -> dict[str, Any]:
    """The cells of Biểu 01 and Biểu 02; `version` is the state of the data from before they were read."""
    return {
        "version": version,
        "extent": papers.words.extent,
        "counted": papers.words.counted,
        "sent": papers.words.sent,
        "forms": [
            {"form": summary.FORM, "tables": [papers.summary.packed()]},
            {"form": by_unit.FORM, "tables": [table.packed() for table in papers.by_unit]},
        ],
    }


def changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Changed]:
    """Cell by cell, in the order of the frozen tables, then what is new."""
    return list(_changes(was, now))


def _changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Changed]:
    old, new = dict(_cells(was)), dict(_cells(now))
    rows = {key[:2] for key in old}, {key[:2] for key in new}
    for key, (row, column, cell) in old.items():
        form = key[0]
        if key in new:
            other = new[key][2]
            if (cell["text"], cell["data"]) != (other["text"], other["data"]):
                yield Changed(form, row, column, cell["text"], other["text"])
        elif cell["text"]:
            yield Changed(form, row, column, cell["text"], GONE if key[:2] not in rows[1] else "")
    for key, (row, column, cell) in new.items():
        if key not in old and cell["text"]:
            yield Changed(key[0], row, column, NEW if key[:2] not in rows[0] else "", cell["text"])


def _cells(frozen: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], tuple[str, str, Packed]]]:
    """By form, row and column: what people call the two, and the cell. Tables may be laid out in other ways."""
    for form in frozen["forms"]:
        for table in form["tables"]:
            names = {column["key"]: _name(column) for column in table["columns"]}
            for group in table["groups"]:
                for row in group["rows"]:
                    for cell in row["cells"]:
                        if cell["compared"]:
                            place = (form["form"], row["key"], cell["key"])
                            yield place, (row["name"], names[cell["key"]], cell)


def _name(column: Packed) -> str:
    return f"{column['over']}: {column['heading'].lower()}" if column["over"] else column["heading"]
