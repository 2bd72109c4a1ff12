"""Everything that units are asked for in a period, as workbooks to fill in hold it."""

from dataclasses import dataclass, field

from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.intake.figures.template_line import TemplateLine
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanData, PlanView
from units.models import Unit


@dataclass(slots=True)
class EntrySheet:
    """Everything that units are asked for in a period.

    Shape: `scope` is the one unit, None for all; `closing_reasons` tell, by unit id, why a report takes no changes.
    """

    view: PlanView
    period: Period
    scope: Unit | None
    units: dict[UnitId, Unit]
    plan_data: PlanData
    report_data: ReportData
    closing_reasons: dict[UnitId, str] = field(default_factory=dict)
    lines: list[TemplateLine] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The name of the one unit in addresses about the period; empty for all."""
        return self.scope.address_on(self.period.ends_on) if self.scope else ""

    @property
    def is_final(self) -> bool:
        """Tells whether the period is the whole year."""
        return self.period.is_final

    @property
    def reporting(self) -> list[Unit]:
        """The units that are asked for anything, in the order of the lines."""
        return list({line.unit.pk: line.unit for line in self.lines}.values())

    def state_label(self, unit: Unit) -> str:
        report = self.report_data.latest.get((unit.pk, self.period.ordinal))
        return STATE_LABELS[ReportState(report.state)] if report else NOT_STARTED_LABEL
