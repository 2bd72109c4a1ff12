"""Writing what workbooks change: all of it, or nothing; and the record of templates that are taken out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction

from chodon_thidua.lib.refusals import Refusal
from reports.coordination.targets.services import targets_revise
from reports.entry.on_behalf.services import on_behalf_start
from reports.enums import ReportsAuditAction
from reports.intake.kit.filled_rows import WorkbookIntake
from reports.permissions import enters_on_behalf
from reports.selectors.obligations import indicators_to_enter
from reports.services.figure_values import FigureValues
from reports.services.figures import figure_save_into
from reports.services.open_reports import report_for_entry
from targets.models import Indicator, Period, Plan
from targets.services import baselines_revise
from targets.services.baselines import BaselineChange
from targets.services.targets import Changes
from units.models import AuditEvent, Unit, User
from units.services import audit_record

TEMPLATE, IMPORT = ReportsAuditAction.TEMPLATE, ReportsAuditAction.IMPORT
COMMENT = "Nhập từ Excel"


@dataclass(frozen=True)
class FigureChange:
    """One figure as the workbook has it, over the version that it was made from."""

    unit: Unit
    indicator: Indicator
    values: FigureValues
    seen_version: int


@transaction.atomic
def figures_import(
    *,
    period: Period,
    changes: Iterable[FigureChange],
    actor: User,
    intake: WorkbookIntake[Any],
    scope: str = "",
    reason: str = "",
) -> int:
    """Writes the changes of a workbook through the same steps as the browser's, unit after unit; returns their number.

    A change that is stored already is written no second time. `scope` is the code of the unit, where the workbook is of
    one unit; `reason` says why an administrator enters on behalf of units, where no reason holds yet.
    Raises: Refusal, StateRefusal, Conflict, InvalidInput as for figures; then nothing was written.
    """
    counts_by_unit: dict[str, int] = {}
    sorted_changes = sorted(changes, key=lambda change: (change.unit.pk, change.indicator.order, change.indicator.pk))
    for _, group in groupby(sorted_changes, key=lambda change: change.unit.pk):
        unit_changes = list(group)
        if count := _write_unit(unit_changes, period, actor, reason):
            counts_by_unit[unit_changes[0].unit.code] = count
    count = sum(counts_by_unit.values())
    _record_import(actor, period, intake, count, unit=scope or None, by_unit=counts_by_unit)
    return count


@transaction.atomic
def baselines_import(*, plan: Plan, changes: Iterable[BaselineChange], actor: User, intake: WorkbookIntake[Any]) -> int:
    """Writes the changes of a workbook through the same service as the browser's; returns the number of figures.

    Raises: Refusal, Conflict, InvalidInput as for last year's figures; then nothing was written.
    """
    count = baselines_revise(plan=plan, changes=changes, actor=actor)
    _record_import(actor, plan, intake, count)
    return count


@transaction.atomic
def targets_import(
    *,
    plan: Plan,
    changes_by_indicator: Iterable[tuple[Indicator, Changes]],
    actor: User,
    reason: str,
    intake: WorkbookIntake[Any],
) -> int:
    """Writes the targets of a workbook through the same service as the browser's; returns the number of units changed.

    Raises: Refusal, Conflict, InvalidInput as for targets; then nothing was written.
    """
    count = 0
    for indicator, changes in changes_by_indicator:
        targets_revise(indicator=indicator, changes=changes, actor=actor, reason=reason)
        count += len(changes)
    _record_import(actor, plan, intake, count)
    return count


def template_record(*, actor: User, subject: Period | Plan, file: str, scope: str = "") -> AuditEvent:
    """Records that a workbook to fill in, with what is there, was taken out; of figures `scope` names the unit."""
    details = {"unit": scope or None} if isinstance(subject, Period) else {}
    return audit_record(actor=actor, action=TEMPLATE, obj=subject, after=_audit_data(subject, file) | details)


def _write_unit(changes: list[FigureChange], period: Period, actor: User, reason: str) -> int:
    """Writes the changes of one unit; returns how many were not stored already."""
    unit = changes[0].unit
    if enters_on_behalf(actor, unit):
        on_behalf_start(unit=unit, period=period, actor=actor, reason=reason)
    report = report_for_entry(unit=unit, period=period, actor=actor)
    indicators = indicators_to_enter(unit, period)
    # Compared with what is stored now, not with what the workbook was made from: somebody may have written the same.
    versions = dict(report.figures.values_list("indicator_id", "version"))
    written_count = 0
    for change in changes:
        if change.indicator.pk not in indicators:
            raise Refusal(f"{unit.name} không được giao nhập chỉ tiêu {change.indicator.code} trong kỳ này.")
        figure = figure_save_into(
            report=report,
            period=period,
            indicator=change.indicator,
            actor=actor,
            values=change.values,
            seen_version=change.seen_version,
            comment=COMMENT,
            after_preview=True,
        )
        written_count += figure.version != versions.get(change.indicator.pk, 0)
    return written_count


def _record_import(
    actor: User, subject: Period | Plan, intake: WorkbookIntake[Any], count: int, **details: object
) -> None:
    """Records what was written of a workbook; nothing where that is nothing."""
    if count:
        after = _audit_data(subject, intake.name) | {"sha256": intake.sha256, "figures": count, **details}
        audit_record(actor=actor, action=IMPORT, obj=subject, after=after)


def _audit_data(subject: Period | Plan, file: str) -> dict[str, object]:
    if isinstance(subject, Period):
        return _audit_data(subject.plan, file) | {"period": subject.name}
    return {"file": file, "plan": subject.document_number, "year": subject.year}
