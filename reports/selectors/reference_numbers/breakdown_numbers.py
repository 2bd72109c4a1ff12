"""The numbers of a whole and of its direct parts (“trong đó”) in one report."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery

from reports.models import Figure
from reports.selectors.reference_figures import ReferenceFigures
from reports.warning_rules.breakdown_rules import parts_above_whole
from reports.warning_rules.composite_rules import ChildNumber
from reports.warning_rules.figure_warning import FigureWarning
from targets.calculation.types import UnitId
from targets.models import Indicator


def breakdown_warnings(
    references: ReferenceFigures, indicator: Indicator, unit: UnitId, figure: Figure
) -> Iterable[FigureWarning]:
    """Returns the warning about a part and the other parts of its whole; `figure` is that of the part.

    Queries: none; where a single indicator was read, its neighbours come from `add_breakdown`.
    """
    whole = indicator.breakdown_of_id
    if not whole or not _adds_up(indicator):
        return ()
    numbers = references.breakdowns.get(unit) or {
        pk: _child_number(each, _number(references, pk, unit))
        for pk, each in references.plan_data.indicators.items()
        if (pk == whole or each.breakdown_of_id == whole) and _adds_up(each)
    }
    if whole not in numbers:
        return ()
    own = _child_number(indicator, figure.numerator)
    parts = [own if pk == indicator.pk else number for pk, number in numbers.items() if pk != whole]
    return parts_above_whole(numbers[whole], parts, own)


def add_breakdown(references: ReferenceFigures, unit: UnitId) -> ReferenceFigures:
    """Adds the whole and the other parts of a single indicator that was read.

    Queries: 1 for a part of a whole, else none.
    """
    wholes = (each.breakdown_of_id for each in references.plan_data.indicators.values())
    whole = next(filter(None, wholes), None)
    report = references.report_data.latest.get((unit, references.period.ordinal))
    if references.is_single and whole and report:
        number = Figure.objects.filter(report=report, indicator=OuterRef("pk")).order_by().values("numerator")[:1]
        rows = Indicator.objects.filter(Q(pk=whole) | Q(breakdown_of=whole)).annotate(number=Subquery(number))
        references.breakdowns[unit] = {
            row.pk: _child_number(row, row.number) for row in rows.order_by("order", "code") if _adds_up(row)
        }
    return references


def _adds_up(indicator: Indicator) -> bool:
    return indicator.has_single_number and indicator.additive


def _child_number(indicator: Indicator, number: Decimal | None) -> ChildNumber:
    return ChildNumber(indicator.name, indicator.unit_of_measure, number)


def _number(references: ReferenceFigures, indicator: int, unit: UnitId) -> Decimal | None:
    figure = references.report_data.figures.get((indicator, unit, references.period.ordinal))
    return figure.numerator if figure else None
