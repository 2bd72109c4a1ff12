"""The values of a figure as a person entered them, their differences, and the conflict between two people's."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import Conflict
from reports.models import Figure

FIELDS = ("numerator", "denominator", "not_applicable", "full_year_estimate", "as_of", "source", "note")


@dataclass(frozen=True, slots=True)
class FigureValues:
    """One figure as a person entered it."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    not_applicable: bool = False
    full_year_estimate: Decimal | None = None
    as_of: date | None = None
    source: str = ""
    note: str = ""


def figure_values(figure: Figure | None) -> FigureValues:
    return FigureValues(**{name: getattr(figure, name) for name in FIELDS}) if figure else FigureValues()


def field_changes(before: FigureValues, after: FigureValues) -> dict[str, list[Any]]:
    """Returns the old and the new text of each field that differs."""
    old, new = asdict(before), asdict(after)
    return {name: [stored_text(old[name]), stored_text(new[name])] for name in FIELDS if old[name] != new[name]}


def conflict_of(figure: Figure | None, mine: FigureValues) -> Conflict:
    theirs = figure_values(figure)
    who = f"{figure.author_text} vừa sửa số này" if figure else "Số này vừa bị xóa"
    return Conflict(
        f"{who}; số của anh/chị chưa được lưu. Hãy chọn số đúng.",
        theirs={name: stored_text(value) for name, value in asdict(theirs).items()},
        mine={name: stored_text(value) for name, value in asdict(mine).items()},
    )


def stored_text(value: object) -> str | bool | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return input_text(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
