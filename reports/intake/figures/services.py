"""Figures from a workbook: all of its changes are written, or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction

from chodon_thidua.lib.refusals import Refusal
from reports.selectors.obligations import indicators_to_enter
from reports.services.figures import FigureValues, figure_save_into, report_for_entry
from targets.models import Indicator, Period
from units.enums import Role
from units.models import AuditEvent, Unit, User
from units.permissions import has_role
from units.services import audit_record

TEMPLATE, IMPORT = "TEMPLATE", "IMPORT"
COMMENT = "Nhập từ Excel"
COMMENT_ON_BEHALF = "Nhập thay đơn vị từ Excel"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure as the workbook has it, over the version that it was made from."""

    unit: Unit
    indicator: Indicator
    values: FigureValues
    seen_version: int


@dataclass(frozen=True, slots=True)
class WorkbookSource:
    """The workbook that somebody sent; `scope` is the code of its unit, empty for all units of a period."""

    name: str
    sha256: str
    scope: str


@transaction.atomic
def figures_import(
    *, period: Period, changes: Iterable[FigureChange], actor: User, file: WorkbookSource, on_behalf: bool = False
) -> int:
    """Write the changes of a workbook through the same steps as the browser's, unit after unit; returns their number.

    A change that is stored already is written no second time.
    Raises: Refusal, StateRefusal, Conflict, InvalidInput as for figures; then nothing was written.
    """
    counts_by_unit: dict[str, int] = {}
    sorted_changes = sorted(changes, key=lambda change: (change.unit.pk, change.indicator.order, change.indicator.pk))
    for _, group in groupby(sorted_changes, key=lambda change: change.unit.pk):
        own = list(group)
        if count := _write_unit(own, period, actor, on_behalf=on_behalf):
            counts_by_unit[own[0].unit.code] = count
    if counts_by_unit:
        after = {
            "file": file.name,
            "sha256": file.sha256,
            "plan": period.plan.document_number,
            "year": period.plan.year,
            "ordinal": period.ordinal,
            "unit": file.scope or None,
            "figures": sum(counts_by_unit.values()),
            "by_unit": counts_by_unit,
        }
        audit_record(actor=actor, action=IMPORT, obj=period, after=after)
    return sum(counts_by_unit.values())


def _write_unit(own: list[FigureChange], period: Period, actor: User, *, on_behalf: bool) -> int:
    """The changes of one unit."""
    unit = own[0].unit
    report = report_for_entry(unit=unit, period=period, actor=actor, on_behalf=on_behalf)
    indicators = indicators_to_enter(unit, period)
    comment = COMMENT if has_role(actor, Role.REPORTER, unit) else COMMENT_ON_BEHALF
    # Not what the workbook was made from: between its two checks somebody may have written the same.
    versions = dict(report.figures.values_list("indicator_id", "version"))
    written = 0
    for change in own:
        if change.indicator.pk not in indicators:
            raise Refusal(f"{unit.name} không được giao nhập chỉ tiêu {change.indicator.code} trong kỳ này.")
        figure = figure_save_into(
            report=report,
            period=period,
            indicator=change.indicator,
            actor=actor,
            values=change.values,
            seen_version=change.seen_version,
            comment=comment,
            after_preview=True,
        )
        written += figure.version != versions.get(change.indicator.pk, 0)
    return written


def template_record(*, actor: User, period: Period, file: str, scope: str) -> AuditEvent:
    """Record that a workbook to fill in, with the figures that are there, was taken out."""
    after = {
        "file": file,
        "plan": period.plan.document_number,
        "year": period.plan.year,
        "ordinal": period.ordinal,
        "unit": scope or None,
    }
    return audit_record(actor=actor, action=TEMPLATE, obj=period, after=after)
