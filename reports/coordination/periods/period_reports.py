"""The reports of one period, unit by unit: who must report, who has sent what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reports.enums import RESENDING_STATES, ReportState
from reports.models import Report
from targets.models import Period
from units.models import Unit


@dataclass(frozen=True, slots=True)
class PeriodReports:
    """The units that must report, by name. Shape: `latest_reports` has the latest revision by unit id."""

    obliged_units: list[Unit]
    latest_reports: dict[int, Report]
    approved_unit_ids: set[int]

    @property
    def submitting_units(self) -> list[Unit]:
        return [u for u in self.obliged_units if (r := self.latest_reports.get(u.pk)) and r.first_submitted_at]

    @property
    def approved_units(self) -> list[Unit]:
        return [unit for unit in self.obliged_units if unit.pk in self.approved_unit_ids]

    @property
    def silent_units(self) -> list[Unit]:
        return [unit for unit in self.obliged_units if self._state(unit) in (None, ReportState.DRAFT)]

    @property
    def units_after_return(self) -> list[Unit]:
        return [unit for unit in self.obliged_units if self._state(unit) in RESENDING_STATES]

    @property
    def units_in_review(self) -> list[Unit]:
        return [unit for unit in self.obliged_units if self._state(unit) == ReportState.SUBMITTED]

    def _state(self, unit: Unit) -> ReportState | None:
        report = self.latest_reports.get(unit.pk)
        return ReportState(report.state) if report else None


def period_reports(period: Period, obliged_units: Collection[Unit]) -> PeriodReports:
    """Reads the latest revision of each unit's report, and which units have an approved one. Queries: 1."""
    rows: Iterable[Report] = Report.objects.filter(period=period).order_by("revision")
    latest_reports: dict[int, Report] = {}
    approved_unit_ids: set[int] = set()
    for report in rows:
        latest_reports[report.unit_id] = report
        if report.state == ReportState.APPROVED:
            approved_unit_ids.add(report.unit_id)
    return PeriodReports(list(obliged_units), latest_reports, approved_unit_ids)
