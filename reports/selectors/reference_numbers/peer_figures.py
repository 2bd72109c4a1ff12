"""Approved figures of other units of the same kind, added up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum

from reports.enums import ReportState
from reports.models import Figure, Report
from targets.calculation.types import UnitId
from targets.models import Period, Target
from units.models import Unit

FEWEST = 3  # units: fewer prove nothing, and would disclose the figures of each


@dataclass(frozen=True, slots=True)
class PeerSum:
    """Parts of several units added up; `levels` of the units have a target, in all `level`."""

    units: int = 0
    numerator: Decimal = Decimal(0)
    denominator: Decimal = Decimal(0)
    levels: int = 0
    level: Decimal = Decimal(0)

    def __add__(self, other: "PeerSum") -> "PeerSum":
        return PeerSum(
            self.units + other.units,
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.levels + other.levels,
            self.level + other.level,
        )

    def __sub__(self, other: "PeerSum") -> "PeerSum":
        return PeerSum(
            self.units - other.units,
            self.numerator - other.numerator,
            self.denominator - other.denominator,
            self.levels - other.levels,
            self.level - other.level,
        )

    @property
    def target(self) -> Decimal | None:
        """The sum of their targets, where each has one."""
        return self.level if self.levels == self.units else None

    def mean(self, name: str) -> Decimal | None:
        total: Decimal | None = getattr(self, name)
        return total / self.units if total else None


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """Approved figures of units with the same parents.

    Shape: `sums` by indicator, parent and kind of unit; `own` by indicator and unit, each a part of one of the sums.
    """

    sums: Mapping[tuple[int, int | None, str], PeerSum] = field(default_factory=dict)
    own: Mapping[tuple[int, UnitId], PeerSum] = field(default_factory=dict)

    def peers_of(self, indicator: int, unit: Unit) -> PeerSum | None:
        """Returns the sum of units of the same kind; where they are too few (a sole town), of all below the parent.

        The unit itself is none of them.
        """
        own = self.own.get((indicator, unit.pk), PeerSum())
        same = self.sums.get((indicator, unit.parent_id, unit.kind), own) - own
        if same.units >= FEWEST:
            return same
        others = [peers for (pk, parent, _), peers in self.sums.items() if (pk, parent) == (indicator, unit.parent_id)]
        together = sum(others, PeerSum()) - own
        return together if together.units >= FEWEST else None


def _approved_sums(*more_places: str) -> QuerySet[Figure, tuple[Any, ...]]:
    """Sums of the approved figures of every period, by indicator, parent, kind of unit and `more_places`."""
    later = Report.objects.filter(
        unit=OuterRef("report__unit"),
        period=OuterRef("report__period"),
        state=ReportState.APPROVED,
        revision__gt=OuterRef("report__revision"),
    )
    target = Target.objects.filter(indicator=OuterRef("indicator"), unit=OuterRef("report__unit"))
    figures = Figure.objects.filter(
        ~Exists(later.order_by()), report__state=ReportState.APPROVED, numerator__isnull=False
    )
    return (
        figures.annotate(target=Subquery(target.order_by().values("value")[:1]))
        .order_by()
        .values_list("indicator_id", "report__unit__parent_id", "report__unit__kind", *more_places)
        .annotate(Count("pk"), Sum("numerator"), Sum("denominator"), Count("target"), Sum("target"))
    )


# Built once: Django takes longer to build this question than the database to answer it.
_SUMS = _approved_sums()
_SUMS_BY_UNIT = _approved_sums("report__unit_id")


def read_peer_figures(
    period: Period, units: Collection[Unit], indicators: Collection[int], *, in_rows: bool = False
) -> PeerFigures:
    """Reads the period's approved figures of units with the same parents as the units that are checked.

    The units themselves are left out; `in_rows` their own figures are returned too, for each is a peer of the others.
    Queries: 1, whatever the number of units and indicators; its rows are as many as parents, kinds and indicators, and
    `in_rows` as figures.
    """
    rows = (_SUMS_BY_UNIT if in_rows else _SUMS.exclude(report__unit__in=[unit.pk for unit in units])).filter(
        report__period=period,
        report__unit__parent__in={unit.parent_id for unit in units if unit.parent_id},
        indicator__in=indicators,
    )
    sums: dict[tuple[int, int | None, str], PeerSum] = {}
    own: dict[tuple[int, UnitId], PeerSum] = {}
    for indicator, parent, kind, *unit, count, numerator, denominator, levels, level in rows:
        peers = PeerSum(count, numerator, denominator or Decimal(0), levels, level or Decimal(0))
        sums[indicator, parent, kind] = sums.get((indicator, parent, kind), PeerSum()) + peers
        if unit:
            own[indicator, unit[0]] = peers
    return PeerFigures(sums, own)
