"""The rules for a number that belongs to another cell: a total to date, or a row or column too far. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text
from reports.warning_rules.figure_warning import (
    SMALLEST_COMPARED,
    USUAL,
    FigureAmount,
    FigureWarning,
    OtherNumber,
    WarningKind,
)

# Numbers that are the same by chance have few digits.
DISTINCTIVE_DIGITS = 3


def total_as_period(
    amount: FigureAmount, earlier: Sequence[Decimal], usual: Decimal | None, usual_name: str = "", *, noun: str
) -> FigureWarning | None:
    """Warns of a total to date in place of the period's own number: less those of `earlier` periods it is usual, or 0.

    `noun` is the word for a period of the plan.
    """
    before, value = sum(earlier, Decimal(0)), amount.value
    rest = value - before
    if before < SMALLEST_COMPARED or rest < 0:
        return None
    if rest == 0 and sum(bool(number) for number in earlier) > 1:
        text = f"{amount} bằng đúng tổng các {noun} trước; có phải số lũy kế, trong kỳ không phát sinh"
        return amount.warning(WarningKind.TO_DATE, text, suggestion=rest)
    if usual is None or value <= USUAL * usual or not is_near(rest, usual):
        return None
    text = (
        f"{amount} có thể là số lũy kế: trừ {input_text(before)} của các {noun} trước còn {input_text(rest)}, "
        f"gần với {usual_name} ({amount.in_unit(_round_for_reading(usual))})"
    )
    return amount.warning(WarningKind.TO_DATE, text, suggestion=rest)


def shifted_number(
    amount: FigureAmount, own: Decimal | None, others: Sequence[OtherNumber], scale_warning: FigureWarning | None = None
) -> FigureWarning | None:
    """Warns of a number that another row had before, and not this one: pasted a row or a column too far.

    With a `scale_warning` about the number its text comes first, and no other reading is offered.
    """
    if not may_be_shifted(amount, own):
        return None
    other = next((number for number in others if number.value == amount.value), None)
    if other is None:
        return None
    same = f"bằng đúng số của {other.name}, có thể đã dán lệch dòng, lệch cột"
    if scale_warning:
        return replace(scale_warning, kind=WarningKind.MOVED, text=f"{scale_warning.text}; {same}", suggestion=None)
    return amount.warning(WarningKind.MOVED, f"{amount} {same}")


def may_be_shifted(amount: FigureAmount, own: Decimal | None) -> bool:
    """Checks whether the number would stand out in another row, and is not what this row had before."""
    return amount.value != own and _is_distinctive(amount.value) and not (own and is_near(amount.value, own))


def is_near(value: Decimal, other: Decimal) -> bool:
    return value > 0 and other > 0 and value <= USUAL * other and other <= USUAL * value


def _is_distinctive(value: Decimal) -> bool:
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits) >= DISTINCTIVE_DIGITS


def _round_for_reading(value: Decimal) -> Decimal:
    """Rounds to as many decimals as people read."""
    return value if value == value.to_integral_value() else round(value, 2)
