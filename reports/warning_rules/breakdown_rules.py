"""The rule for the parts (“trong đó”) of a number: together they are at most the whole. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.warning_rules.composite_rules import ChildNumber
from reports.warning_rules.figure_warning import FigureAmount, FigureWarning, WarningKind


def parts_above_whole(whole: ChildNumber, parts: Sequence[ChildNumber], part: ChildNumber) -> Iterator[FigureWarning]:
    """Yields the warning that the parts in the whole's unit of measure come to more than it.

    It stands once, at the last part that has a number, for one note explains it.
    """
    with_numbers = [each for each in parts if each.value is not None and each.unit == whole.unit]
    if whole.value is None or not with_numbers or part != with_numbers[-1]:
        return
    total = sum((each.value or Decimal(0) for each in with_numbers), Decimal(0))
    if total > whole.value:
        amount = FigureAmount("numerator", "", whole.unit, total)
        text = f"Các số “trong đó” cộng lại là {amount}, lớn hơn {whole}"
        yield FigureWarning(WarningKind.PARTS, "numerator", text)
