"""The contents of one workbook to fill in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chodon_thidua.lib import clock
from reports.intake.kit.template_layout import TemplateLayout


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the table. Shape: `values` by the key of the column; `locked` are the inputs that it does not take.

    `choices` are the words of which it takes one where others of the column take a number; none where any will do.
    """

    values: Mapping[str, Any]
    locked: Collection[str] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormContents:
    """The contents of one workbook to fill in.

    Shape: `lines` stand between the title and the table, one fewer than the rows there; `guide` is numbered, and its
    lines without a number are headings; `hidden` are the keys of columns that this one does not show.
    """

    title: str
    lines: Sequence[str]
    layout: TemplateLayout
    rows: Sequence[FormRow]
    guide: Sequence[str]
    stamp: Mapping[str, str]
    year: int
    hidden: Collection[str] = ()


def download_note(by: str, at: datetime) -> str:
    return f"Tải lúc {clock.in_a_sentence(at)}, {by}."
