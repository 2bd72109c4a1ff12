"""A warning about a figure, and the numbers that the rules compare. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chodon_thidua.lib.measure_units import parse_measure_unit
from chodon_thidua.lib.numbers import input_text

SMALLEST_COMPARED = 10
USUAL = Decimal("1.5")  # times more or less is nothing unusual


class WarningGrade(StrEnum):
    EXPLAIN = "EXPLAIN"
    CONFIRM = "CONFIRM"


GRADE_LABELS = {WarningGrade.EXPLAIN: "Cần giải thích", WarningGrade.CONFIRM: "Rất khác thường"}


class WarningKind(StrEnum):
    BOUNDS = "BOUNDS"
    PARTS = "PARTS"
    CUT_OFF = "CUT_OFF"
    NOT_NAMED = "NOT_NAMED"
    CHANGE = "CHANGE"
    PLAN = "PLAN"
    PEERS = "PEERS"
    RATE = "RATE"
    FRACTION = "FRACTION"
    LIMIT = "LIMIT"
    TO_DATE = "TO_DATE"
    MOVED = "MOVED"
    ESTIMATE = "ESTIMATE"
    RANK = "RANK"


@dataclass(frozen=True, slots=True)
class FigureWarning:
    """One thing to check. `field` is the figure's; `text` a sentence without full stop, with the two numbers compared.

    `suggestion` is another reading of the number, where one is obvious.
    """

    kind: WarningKind
    field: str
    text: str
    grade: WarningGrade = WarningGrade.EXPLAIN
    suggestion: Decimal | None = None

    @property
    def is_extraordinary(self) -> bool:
        return self.grade == WarningGrade.CONFIRM

    @property
    def grade_label(self) -> str:
        return GRADE_LABELS[self.grade]

    @property
    def suggestion_text(self) -> str:
        return input_text(self.suggestion)


@dataclass(frozen=True, slots=True)
class FigureAmount:
    """One number as it was typed, with its label; `one_of_two` when texts have to name it."""

    field: str
    label: str
    unit: str
    value: Decimal
    one_of_two: bool = False

    def warning(
        self,
        kind: WarningKind,
        text: str,
        grade: WarningGrade = WarningGrade.EXPLAIN,
        suggestion: Decimal | None = None,
    ) -> FigureWarning:
        full_text = f"{self.label}: {text[0].lower()}{text[1:]}" if self.one_of_two else text
        return FigureWarning(kind, self.field, full_text, grade, suggestion)

    def in_unit(self, value: Decimal) -> str:
        return f"{input_text(value)} {self.unit}"

    @property
    def is_count(self) -> bool:
        """Checks whether it counts whole things: people, households, schools."""
        return parse_measure_unit(self.unit).is_count

    def __str__(self) -> str:
        return self.in_unit(self.value)


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """A number that stands in another row or column, with where it stands."""

    name: str
    value: Decimal
