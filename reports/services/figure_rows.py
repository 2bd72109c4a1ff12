"""The row of one figure: it is locked, copied with new values, and written with its event."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from chodon_thidua.lib import clock
from reports.enums import ReportAction
from reports.models import Figure, Report
from reports.services.events import acts_on_behalf, event_write
from reports.services.figure_values import FIELDS, FigureValues, field_changes, figure_values
from targets.models import Indicator
from units.models import User


def lock_figure(report: Report, indicator: Indicator) -> Figure | None:
    """Locks the report's figure of the indicator; None where there is none. Queries: 1."""
    rows = Figure.objects.select_for_update(of=("self",)).filter(report=report, indicator=indicator)
    return next(iter(rows.order_by()), None)


def lock_or_create_figure(report: Report, indicator: Indicator, actor: User) -> Figure:
    """Locks the report's figure of the indicator; creates it with version 0 (nothing entered) where there is none."""
    figure = lock_figure(report, indicator)
    return figure or Figure.objects.create(
        report=report, indicator=indicator, version=0, changed_at=clock.now(), changed_by=actor
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
    sign_change(figure, report, actor)
    # Twelve queries less for a saved cell: what it points to is locked, its rules hold, and the database checks again.
    figure.full_clean(exclude=("report", "indicator", "changed_by"), validate_unique=False, validate_constraints=False)
    figure.save()
    figure_changes = {indicator.code: field_changes(before, values, indicator.states) if changes is None else changes}
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, comment=comment, changes=figure_changes)
    return figure


def sign_change(figure: Figure, report: Report, actor: User) -> None:
    """Notes in the row who has changed it and when, and whether instead of the unit."""
    figure.changed_at, figure.changed_by = clock.now(), actor
    figure.on_behalf = acts_on_behalf(actor, report)


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
