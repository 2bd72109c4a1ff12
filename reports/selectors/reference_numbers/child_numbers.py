"""The numbers of a composite's children in one report, of which one may be a part of another."""

from decimal import Decimal

from django.db.models import OuterRef, Subquery

from reports.models import Figure
from reports.selectors.reference_figures import ReferenceFigures
from reports.warning_rules.composite_rules import ChildNumber
from targets.calculation.types import UnitId
from targets.models import Indicator

Children = dict[int, ChildNumber]  # by the id of the indicator, in the plan's order


def child_numbers(references: ReferenceFigures, indicator: Indicator, unit: UnitId, figure: Figure) -> Children:
    """Returns the children of the indicator's composite with their numbers; `figure` is that of the indicator itself.

    Queries: none; where a single indicator was read, its neighbours come from `add_children`.
    """
    if not indicator.parent_id or not indicator.has_single_number:
        return {}
    children = references.children.get(unit) or {
        pk: ChildNumber(child.name, child.unit_of_measure, _number(references, pk, unit))
        for pk, child in references.plan_data.indicators.items()
        if child.parent_id == indicator.parent_id and child.has_single_number
    }
    return children | {indicator.pk: ChildNumber(indicator.name, indicator.unit_of_measure, figure.numerator)}


def add_children(references: ReferenceFigures, unit: UnitId) -> ReferenceFigures:
    """Adds the other children of the composite of a single indicator that was read.

    Queries: 1 for a child of a composite, else none.
    """
    parent = next((child.parent_id for child in references.plan_data.indicators.values() if child.parent_id), None)
    report = references.report_data.latest.get((unit, references.period.ordinal))
    if parent and report:
        number = Figure.objects.filter(report=report, indicator=OuterRef("pk")).order_by().values("numerator")[:1]
        rows = Indicator.objects.filter(parent=parent).annotate(number=Subquery(number)).order_by("order", "code")
        references.children[unit] = {
            child.pk: ChildNumber(child.name, child.unit_of_measure, child.number)
            for child in rows
            if child.has_single_number
        }
    return references


def _number(references: ReferenceFigures, indicator: int, unit: UnitId) -> Decimal | None:
    figure = references.report_data.figures.get((indicator, unit, references.period.ordinal))
    return figure.numerator if figure else None
