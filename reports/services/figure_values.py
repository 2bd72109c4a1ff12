"""The values of a figure as a person entered them, their differences, and the conflict between two people's."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.refusals import Conflict
from chodon_thidua.lib.state_names import value_text
from reports.models import Figure

FIELDS = ("numerator", "denominator", "text_value", "not_applicable", "full_year_estimate", "as_of", "source", "note")


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
    text_value: str = ""


def figure_values(figure: Figure | None) -> FigureValues:
    return FigureValues(**{name: getattr(figure, name) for name in FIELDS}) if figure else FigureValues()


def field_changes(before: FigureValues, after: FigureValues, states: Sequence[str] = ()) -> dict[str, list[Any]]:
    """Returns the old and the new text of each field that differs; of a state its name."""
    old, new = _stored_texts(before, states), _stored_texts(after, states)
    return {name: [old[name], new[name]] for name in FIELDS if old[name] != new[name]}


def conflict_of(figure: Figure | None, mine: FigureValues, states: Sequence[str] = ()) -> Conflict:
    theirs = figure_values(figure)
    who = f"{figure.author_text} vừa sửa số này" if figure else "Số này vừa bị xóa"
    return Conflict(
        f"{who}; số của anh/chị chưa được lưu. Hãy chọn số đúng.",
        theirs=_stored_texts(theirs, states),
        mine=_stored_texts(mine, states),
    )


def _stored_texts(values: FigureValues, states: Sequence[str]) -> dict[str, str | bool | None]:
    return {name: stored_text(value, states) for name, value in asdict(values).items()}


def stored_text(value: object, states: Sequence[str] = ()) -> str | bool | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return value_text(value, states)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
