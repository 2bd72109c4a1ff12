"""The reports and counted figures of units for a plan, as they were read."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reports.enums import ReportState
from reports.models import Figure, Recognition, Report
from targets.calculation.assessment import ManualJudgement
from targets.calculation.types import FigureReading, UnitId

JudgementKey = tuple[int, UnitId, int]  # indicator, unit, ordinal


class CountedFigure(NamedTuple):
    """The columns of a figure that pages of numbers show; its names are those of `Figure`."""

    pk: int
    report_id: int
    indicator_id: int
    numerator: Decimal | None
    denominator: Decimal | None
    not_applicable: bool
    full_year_estimate: Decimal | None
    as_of: date | None
    source: str
    note: str
    on_behalf: bool
    text_value: str


FigureKey = tuple[int, UnitId, int]  # indicator, unit, ordinal


@dataclass(slots=True)
class ReportData:
    """The reports and counted figures of units for a plan.

    Shape: `latest` holds by (unit id, ordinal) the newest revision in any state, `counting_reports` the counted one;
    `readings` by indicator id the counted figures, `figures` by (indicator id, unit id, ordinal) their rows, `items` by
    figure id their decisions; where only numbers are read, `counted_figures` takes the place of `figures`; `last_year`
    by this year's indicator id the figures of last year's indicator. `judgements` are those of indicators in words, for
    a unit with all below it. `corrected` names by (unit id, ordinal) the indicators counted in a reopened report, whose
    newer revision does not count yet.
    """

    latest: dict[tuple[UnitId, int], Report] = field(default_factory=dict)
    counting_reports: dict[tuple[UnitId, int], Report] = field(default_factory=dict)
    readings: dict[int, list[FigureReading]] = field(default_factory=dict)
    figures: dict[FigureKey, Figure] = field(default_factory=dict)
    counted_figures: dict[FigureKey, CountedFigure] = field(default_factory=dict)
    items: dict[int, list[Recognition]] = field(default_factory=dict)
    last_year: dict[int, list[FigureReading]] = field(default_factory=dict)
    judgements: dict[JudgementKey, ManualJudgement] = field(default_factory=dict)
    corrected: dict[tuple[UnitId, int], set[int]] = field(default_factory=dict)

    def final_units(self) -> frozenset[UnitId]:
        """Returns the units whose report of the whole year is approved."""
        return frozenset(
            unit
            for (unit, _), report in self.counting_reports.items()
            if report.period.is_final and report.state == ReportState.APPROVED
        )
