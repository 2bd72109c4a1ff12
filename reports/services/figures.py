"""The writers of figures and of a report's events, in a report that is still open to its unit."""

from collections.abc import Mapping
from copy import copy
from dataclasses import asdict
from typing import Any

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from reports.enums import ReportAction
from reports.models import Figure, Report
from reports.selectors.obligations import enters_indicator
from reports.services.figure_checks import figure_validate
from reports.services.figure_values import FIELDS, FigureValues, field_changes, figure_values, stored_text
from reports.services.open_reports import lock_figure, report_for_entry
from reports.services.report_events import event_write
from targets.models import Indicator, Period
from units.models import Unit, User


@transaction.atomic
def figure_save(
    *,
    unit: Unit,
    period: Period,
    indicator: Indicator,
    actor: User,
    values: FigureValues,
    seen_version: int,
    on_behalf: bool = False,
) -> Figure:
    """Saves one figure over the version that the person saw (0: none yet); the same values again change nothing.

    Raises: Refusal outside one's unit, StateRefusal when closed, Conflict on a stale version, InvalidInput.
    """
    report = report_for_entry(unit=unit, period=period, actor=actor, on_behalf=on_behalf)
    if not enters_indicator(unit, period, indicator):
        raise Refusal(f"{unit.name} không được giao nhập chỉ tiêu {indicator.code} trong kỳ này.")
    return figure_save_into(
        report=report, period=period, indicator=indicator, actor=actor, values=values, seen_version=seen_version
    )


@transaction.atomic
def figure_confirm(*, unit: Unit, period: Period, indicator: Indicator, actor: User, seen_version: int) -> Figure:
    """Marks the stored note as an explanation of the stored numbers; where it is marked already nothing changes.

    Raises: as `figure_save`; InvalidInput without a note.
    """
    report = report_for_entry(unit=unit, period=period, actor=actor)
    figure = lock_figure(report, indicator)
    if figure is None or not figure.note:
        raise InvalidInput({"note": "Hãy ghi chú vì sao số này đúng."})
    if figure.is_confirmed:
        return figure
    if figure.version != seen_version:
        raise conflict_of(figure, figure_values(figure))
    figure.confirmed = figure.numbers
    figure.version += 1
    figure.changed_at, figure.changed_by = clock.now(), actor
    figure.save()
    numbers = [input_text(value) for value in (figure.numerator, figure.denominator) if value is not None]
    changes = {indicator.code: {"confirmed": [None, " / ".join(numbers)]}}
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, changes=changes)
    return figure


def figure_save_into(
    *,
    report: Report,
    period: Period,
    indicator: Indicator,
    actor: User,
    values: FigureValues,
    seen_version: int,
    comment: str = "",
    after_preview: bool = False,
) -> Figure:
    """Saves one figure of a report that `report_for_entry` has locked, for an indicator that the unit is asked for.

    `after_preview` as for `apply_values`.
    Raises: Conflict on a stale version, InvalidInput.
    """
    figure = lock_figure(report, indicator)
    values = figure_validate(values, indicator, period, figure)
    before = figure_values(figure)
    if values == before:
        return figure or Figure(report=report, indicator=indicator, version=0)
    if (figure.version if figure else 0) != seen_version:
        raise conflict_of(figure, values)
    return figure_write(
        report=report,
        indicator=indicator,
        figure=figure,
        actor=actor,
        values=values,
        comment=comment,
        after_preview=after_preview,
    )


def figure_write(
    *,
    report: Report,
    indicator: Indicator,
    figure: Figure | None,
    actor: User,
    values: FigureValues,
    comment: str = "",
    after_preview: bool = False,
    changes: Mapping[str, Any] | None = None,
) -> Figure:
    """Writes a figure whose version and values have been checked, with its event. The caller has locked the report.

    The event names the fields that differ, or instead the `changes`: by field the old and the new text.
    """
    before = figure_values(figure)
    figure = apply_values(values, indicator, figure, after_preview=after_preview)
    figure.report = report
    figure.version += 1
    figure.changed_at, figure.changed_by = clock.now(), actor
    # Twelve queries less for a saved cell: what it points to is locked, its rules hold, and the database checks again.
    figure.full_clean(exclude=("report", "indicator", "changed_by"), validate_unique=False, validate_constraints=False)
    figure.save()
    figure_changes = {indicator.code: field_changes(before, values) if changes is None else changes}
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, comment=comment, changes=figure_changes)
    return figure


def apply_values(
    values: FigureValues, indicator: Indicator, stored: Figure | None, *, after_preview: bool = False
) -> Figure:
    """Copies the stored figure with the new values, as it will be stored.

    A new note confirms numbers whose warning its author has seen: those that were stored, or, `after_preview`, those of
    a workbook, which shows its note beside the warning. Typed together with other numbers a note confirms nothing.
    """
    figure = copy(stored) if stored else Figure(version=0)
    before = figure.numbers
    figure.indicator = indicator
    for name in FIELDS:
        setattr(figure, name, getattr(values, name))
    if values.note != figure_values(stored).note:
        has_seen_warning = after_preview or figure.numbers == before
        figure.confirmed = figure.numbers if values.note and has_seen_warning else {}
    return figure


def conflict_of(figure: Figure | None, mine: FigureValues) -> Conflict:
    theirs = figure_values(figure)
    who = f"{figure.changed_by.full_name} vừa sửa số này" if figure else "Số này vừa bị xóa"
    return Conflict(
        f"{who}; số của anh/chị chưa được lưu. Hãy chọn số đúng.",
        theirs={name: stored_text(value) for name, value in asdict(theirs).items()},
        mine={name: stored_text(value) for name, value in asdict(mine).items()},
    )
