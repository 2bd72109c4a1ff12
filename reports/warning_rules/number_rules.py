"""The rules about a number by itself or beside its own limits, one function each. Pure.

A warning asks for a note; without one the reviewer sees “chưa giải thích”. One that is beyond any plausible reading has
to be confirmed before the report is sent. How far a number may be from what it is compared with: `magnitude_rules`;
numbers that belong to another cell: `misplaced_numbers`.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from chodon_thidua.lib.measure_units import parse_measure_unit
from reports.warning_rules.figure_warning import FigureAmount, FigureWarning, WarningGrade, WarningKind


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


def impossible_rank(amount: FigureAmount) -> FigureWarning | None:
    """Warns of a place among others that is no whole number from 1 on."""
    value = amount.value
    if not parse_measure_unit(amount.unit).is_rank or (value >= 1 and value == value.to_integral_value()):
        return None
    return amount.warning(WarningKind.RANK, f"{amount} không thể có: thứ hạng là số nguyên từ 1", WarningGrade.CONFIRM)


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
