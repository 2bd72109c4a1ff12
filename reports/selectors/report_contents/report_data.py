"""The reports and counted figures of units for a plan, as they were read."""

from dataclasses import dataclass, field

from reports.enums import ReportState
from reports.models import Figure, Recognition, Report
from targets.calculation.assessment import ManualJudgement
from targets.calculation.types import FigureReading, UnitId

JudgementKey = tuple[int, UnitId, int]  # indicator, unit, ordinal


@dataclass(slots=True)
class ReportData:
    """The reports and counted figures of units for a plan.

    Shape: `latest` holds by (unit id, ordinal) the newest revision in any state, `counting_reports` the counted one;
    `readings` by indicator id the counted figures, `figures` by (indicator id, unit id, ordinal) their rows, `items` by
    figure id their decisions; `last_year` by this year's indicator id the figures of last year's indicator.
    `judgements` are those of indicators in words, for a unit with all below it. `corrected` names by (unit id,
    ordinal) the indicators counted in a reopened report, whose newer revision does not count yet.
    """

    latest: dict[tuple[UnitId, int], Report] = field(default_factory=dict)
    counting_reports: dict[tuple[UnitId, int], Report] = field(default_factory=dict)
    readings: dict[int, list[FigureReading]] = field(default_factory=dict)
    figures: dict[tuple[int, UnitId, int], Figure] = field(default_factory=dict)
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
