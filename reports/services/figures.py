"""The acts on a figure of a report that is open to its unit: saving its values, confirming an unusual number."""

from django.db import transaction

from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import InvalidInput, Refusal
from reports.enums import ReportAction
from reports.models import Figure, Report
from reports.selectors.obligations import enters_indicator
from reports.services.events import event_write
from reports.services.figure_checks import figure_validate
from reports.services.figure_rows import figure_write, lock_figure, sign_change
from reports.services.figure_values import FigureValues, conflict_of, figure_values
from reports.services.open_reports import report_for_entry
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
) -> Figure:
    """Saves one figure over the version that the person saw (0: none yet); the same values again change nothing.

    Raises: Refusal outside one's unit, StateRefusal when closed, Conflict on a stale version, InvalidInput.
    """
    report = report_for_entry(unit=unit, period=period, actor=actor)
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
    sign_change(figure, report, actor)
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
        raise conflict_of(figure, values, indicator.states)
    return figure_write(
        report=report,
        indicator=indicator,
        figure=figure,
        actor=actor,
        values=values,
        comment=comment,
        after_preview=after_preview,
    )
