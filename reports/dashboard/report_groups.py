"""Who has sent the period's report and who has not: communes and departments apart, each unit with its address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from reports.progress.attention import AttentionSummary
from reports.progress.overview import PlanOverview
from reports.progress.submissions.obligations import ReportObligation
from reports.progress.submissions.unsent import ReturnedReport, UnsentReport
from reports.progress.units.unit_groups import UnitGroup, unit_groups
from targets.models import Period
from units.models import Unit

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class UnitLine(Generic[Item]):
    """One unit of a list with what the list says about it; `address` names it in addresses about the period."""

    unit: Unit
    address: str
    item: Item


LineGroups = tuple[UnitGroup[UnitLine[Item]], ...]


@dataclass(frozen=True, slots=True)
class ReportGroups:
    """Shape: `silent` by how late they are, the others in the order of their names."""

    silent: LineGroups[UnsentReport]
    late: LineGroups[ReportObligation]
    sent: LineGroups[ReportObligation]
    returned: LineGroups[ReturnedReport]
    remarks: LineGroups[str]


def report_groups(overview: PlanOverview, attention: AttentionSummary) -> ReportGroups:
    """Groups the lists of units that stand on the dashboard. Queries: none."""
    sent = (obligation for obligation in overview.obligations if obligation.sent)

    def groups(pairs: Iterable[tuple[Unit, Item]]) -> LineGroups[Item]:
        return _line_groups(pairs, overview.period)

    return ReportGroups(
        silent=groups((one.unit, one) for one in sorted(attention.silent, key=lambda one: -one.days_late)),
        late=groups((one.unit, one) for one in attention.late_senders),
        sent=groups((one.unit, one) for one in sent),
        returned=groups((one.unit, one) for one in attention.returned),
        remarks=groups(attention.remarks),
    )


def _line_groups(pairs: Iterable[tuple[Unit, Item]], period: Period) -> LineGroups[Item]:
    lines = [UnitLine(unit, unit.address_on(period.ends_on), item) for unit, item in pairs]
    return unit_groups(lines, lambda line: line.unit)
