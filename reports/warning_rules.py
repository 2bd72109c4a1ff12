"""The rules that make a figure worth a second look, one function each. Pure.

A warning asks for a note; without one the reviewer sees “chưa giải thích”. One that is beyond any plausible reading has
to be confirmed before the report is sent. How far a number may be from what it is compared with: `magnitude_rules`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chodon_thidua.lib.measure_units import parse_measure_unit
from chodon_thidua.lib.numbers import input_text

SMALLEST_COMPARED = 10
USUAL = Decimal("1.5")  # times more or less is nothing unusual
# Numbers that are the same by chance have few digits.
DISTINCTIVE_DIGITS = 3


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


def beyond_bounds(amount: FigureAmount, minimum: Decimal | None, maximum: Decimal | None) -> FigureWarning | None:
    """Warns of a number below the smallest or above the largest that the plan expects."""
    if minimum is not None and amount.value < minimum:
        text = f"{amount} thấp hơn mức nhỏ nhất của chỉ tiêu ({amount.in_unit(minimum)})"
        return amount.warning(WarningKind.BOUNDS, text)
    if maximum is not None and amount.value > maximum:
        text = f"{amount} cao hơn mức lớn nhất của chỉ tiêu ({amount.in_unit(maximum)})"
        return amount.warning(WarningKind.BOUNDS, text)
    return None


def beyond_the_country(amount: FigureAmount) -> FigureWarning | None:
    """Warns of a number, or its negative, larger than there can be in all of Vietnam, whatever it is compared with."""
    limit = parse_measure_unit(amount.unit).largest
    if abs(amount.value) <= limit:
        return None
    text = f"{amount} vượt mức cả nước có thể có ({amount.in_unit(limit)})"
    return amount.warning(WarningKind.LIMIT, text, WarningGrade.CONFIRM)


def fraction_of_one(amount: FigureAmount) -> FigureWarning | None:
    """Warns of a fraction of what is counted one by one: “2,465 người” is 2.465 with the wrong separator."""
    value = amount.value
    if not amount.is_count or value == value.to_integral_value():
        return None
    text = f"{amount} không phải số nguyên, mà đơn vị tính là {amount.unit}"
    thousandfold = value * 1000
    suggestion = thousandfold if thousandfold == thousandfold.to_integral_value() and value > 1 else None
    return amount.warning(WarningKind.FRACTION, text, suggestion=suggestion)


def part_above_whole(numerator: FigureAmount, denominator: FigureAmount) -> FigureWarning | None:
    """Warns of a numerator above its denominator, for an indicator where that cannot be."""
    if numerator.value <= denominator.value:
        return None
    text = f"“{numerator.label}” ({numerator}) lớn hơn “{denominator.label}” ({denominator})"
    return FigureWarning(WarningKind.PARTS, numerator.field, text)


def outside_period(as_of: date | None, first: date, last: date) -> FigureWarning | None:
    """Warns of a cut-off day before the first or after the last one that the period's figures may have."""
    if as_of is None or first <= as_of <= last:
        return None
    text = f"Ngày số liệu {as_of:%d/%m/%Y} nằm ngoài kỳ báo cáo ({first:%d/%m/%Y} – {last:%d/%m/%Y})"
    return FigureWarning(WarningKind.CUT_OFF, "as_of", text)


def unlisted_subjects(names: Sequence[str]) -> FigureWarning | None:
    """Warns of recognised subjects that the plan's list does not name."""
    if not names:
        return None
    text = f"{', '.join(names)}: khác danh sách nêu trong kế hoạch"
    return FigureWarning(WarningKind.NOT_NAMED, "recognitions", text)


def total_as_period(
    amount: FigureAmount, earlier: Sequence[Decimal], usual: Decimal | None, usual_name: str = ""
) -> FigureWarning | None:
    """Warns of a total to date in place of the period's own number: less `earlier` quarters it is usual, or 0."""
    before, value = sum(earlier, Decimal(0)), amount.value
    rest = value - before
    if before < SMALLEST_COMPARED or rest < 0:
        return None
    if rest == 0 and sum(bool(quarter) for quarter in earlier) > 1:
        text = f"{amount} bằng đúng tổng các quý trước; có phải số lũy kế, trong kỳ không phát sinh"
        return amount.warning(WarningKind.TO_DATE, text, suggestion=rest)
    if usual is None or value <= USUAL * usual or not is_near(rest, usual):
        return None
    text = (
        f"{amount} có thể là số lũy kế: trừ {input_text(before)} của các quý trước còn {input_text(rest)}, "
        f"gần với {usual_name} ({amount.in_unit(_round_for_reading(usual))})"
    )
    return amount.warning(WarningKind.TO_DATE, text, suggestion=rest)


def shifted_number(
    amount: FigureAmount, own: Decimal | None, others: Sequence[OtherNumber], scale_warning: FigureWarning | None = None
) -> FigureWarning | None:
    """Warns of a number that another row had before, and not this one: pasted a row or a column too far.

    With a `scale_warning` about the number its text comes first, and no other reading is offered.
    """
    if amount.value == own or not _is_distinctive(amount.value) or (own and is_near(amount.value, own)):
        return None
    other = next((number for number in others if number.value == amount.value), None)
    if other is None:
        return None
    same = f"bằng đúng số của {other.name}, có thể đã dán lệch dòng, lệch cột"
    if scale_warning:
        return replace(scale_warning, kind=WarningKind.MOVED, text=f"{scale_warning.text}; {same}", suggestion=None)
    return amount.warning(WarningKind.MOVED, f"{amount} {same}")


def is_near(value: Decimal, other: Decimal) -> bool:
    return value > 0 and other > 0 and value <= USUAL * other and other <= USUAL * value


def _is_distinctive(value: Decimal) -> bool:
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits) >= DISTINCTIVE_DIGITS


def _round_for_reading(value: Decimal) -> Decimal:
    """Rounds to as many decimals as people read."""
    return value if value == value.to_integral_value() else round(value, 2)
