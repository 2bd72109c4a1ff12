"""The writers of figures and of a report's events, in a report that is still open to its unit."""

from collections.abc import Mapping
from copy import copy
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from chodon_thidua.lib.text import normalise, normalise_line
from reports.enums import ReportAction
from reports.models import Activity, Figure, Report, ReportEvent
from reports.permissions import check_can_change_report, check_can_enter, check_can_enter_on_behalf
from reports.selectors.counted_figures import recognition_count
from reports.selectors.obligations import enters_indicator, indicators_to_enter
from targets.models import Indicator, Period
from units.models import Unit, User

# Input of a report that is not sent yet shows on no page but its own, so it makes no other page out of date.
UNCOUNTED_ACTIONS = (ReportAction.CHANGE,)
FIELDS = ("numerator", "denominator", "not_applicable", "full_year_estimate", "as_of", "source", "note")


@dataclass(frozen=True, slots=True)
class FigureValues:
    """One figure as a person entered it."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    not_applicable: bool = False
    full_year_estimate: Decimal | None = None
    as_of: date | None = None
    source: str = ""
    note: str = ""


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


def report_for_entry(*, unit: Unit, period: Period, actor: User, on_behalf: bool = False) -> Report:
    """Locks the unit's latest revision, which must be open to the actor; the first entry makes the report.

    On behalf of the unit its administrators may enter too; everybody else enters for the own unit only.
    Raises: Refusal outside one's unit, and for a unit that the plan asks for nothing; StateRefusal when closed.
    """
    (check_can_enter_on_behalf if on_behalf else check_can_enter)(actor, unit, period)
    own = Report.objects.filter(unit=unit, period=period).select_related("unit", "period").order_by()
    own_reports = own.select_for_update(of=("self",))
    report = max(own_reports, key=lambda report: report.revision, default=None)
    if report is None:
        if not indicators_to_enter(unit, period):
            raise Refusal(f"{unit.name} không được giao nhập chỉ tiêu nào trong kỳ này nên không có báo cáo.")
        report, is_new = Report.objects.get_or_create(unit=unit, period=period, revision=1)
        if is_new:
            event_write(report=report, action=ReportAction.CREATE, actor=actor, from_state="")
        report = own_reports.get(pk=report.pk)
    check_can_change_report(actor, report, on_behalf=on_behalf)
    return report


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


def figure_values(figure: Figure | None) -> FigureValues:
    return FigureValues(**{name: getattr(figure, name) for name in FIELDS}) if figure else FigureValues()


def field_changes(before: FigureValues, after: FigureValues) -> dict[str, list[Any]]:
    """Returns the old and the new text of each field that differs."""
    old, new = asdict(before), asdict(after)
    return {name: [_text(old[name]), _text(new[name])] for name in FIELDS if old[name] != new[name]}


def event_write(
    *,
    report: Report,
    action: ReportAction,
    actor: User,
    from_state: str | None = None,
    comment: str = "",
    changes: Mapping[str, Any] | None = None,
) -> ReportEvent:
    """Adds a step to the report's history, in the transaction of the step itself."""
    event = ReportEvent(
        report=report,
        action=action,
        actor=actor,
        at=clock.now(),
        from_state=report.state if from_state is None else from_state,
        to_state=report.state,
        comment=comment,
        changes=changes or {},
    )
    event.full_clean(exclude=("report", "actor"), validate_constraints=False)
    event.save()
    if action not in UNCOUNTED_ACTIONS:
        _count_step(report)
    return event


def _count_step(report: Report) -> None:
    own = Activity.objects.filter(unit=report.unit_id, plan=report.period.plan_id)
    if not own.update(steps=F("steps") + 1):
        Activity.objects.get_or_create(unit_id=report.unit_id, plan_id=report.period.plan_id)
        own.update(steps=F("steps") + 1)


def figure_validate(values: FigureValues, indicator: Indicator, period: Period, figure: Figure | None) -> FigureValues:
    """Checks the values and returns them as they will be stored; the cut-off date defaults to the period's.

    Raises: InvalidInput.
    """
    errors = {}
    has_number = values.numerator is not None or values.denominator is not None
    note = normalise(values.note)
    if values.not_applicable and has_number:
        errors["not_applicable"] = _unwanted_numbers(values, indicator)
    if values.not_applicable and not note:
        errors["note"] = "“Không áp dụng” phải ghi chú lý do."
    if values.denominator is not None and not indicator.has_denominator:
        errors["denominator"] = "Chỉ tiêu này không có mẫu số."
    if indicator.counts_recognitions and (sentence := _count_mismatch(values, period, figure)):
        errors["numerator"] = sentence
    if indicator.is_composite:
        errors["numerator"] = "Chỉ tiêu gộp không nhập số; hãy nhập các chỉ tiêu con."
    if values.as_of and values.as_of > clock.today():
        errors["as_of"] = "Ngày số liệu không thể sau hôm nay."
    if errors:
        raise InvalidInput(errors)
    as_of = values.as_of or (min(period.ends_on, clock.today()) if has_number else None)
    return FigureValues(
        numerator=values.numerator,
        denominator=values.denominator,
        not_applicable=values.not_applicable,
        full_year_estimate=values.full_year_estimate,
        as_of=as_of if has_number else values.as_of,
        source=normalise_line(values.source),
        note=note,
    )


def _count_mismatch(values: FigureValues, period: Period, figure: Figure | None) -> str:
    """Returns why the number contradicts the list of decisions, empty when it does not; without a list it may be 0."""
    items = list(figure.recognitions.all()) if figure else []
    if items and values.numerator != recognition_count(items, period.plan.year):
        return "Đã có quyết định công nhận trong danh sách; hãy sửa danh sách thay vì sửa số."
    if not items and values.numerator:
        return "Số được công nhận tính theo danh sách quyết định; hãy ghi từng quyết định."
    return ""


def _unwanted_numbers(values: FigureValues, indicator: Indicator) -> str:
    """Writes why a figure that does not apply has no numbers; it names those that were typed, none is dropped."""
    if indicator.counts_recognitions:
        return (
            "“Không áp dụng” thì không có kết quả: rút các quyết định, bỏ chọn “Không phát sinh”, hoặc bỏ chọn ô này."
        )
    numbers = " và ".join(input_text(value) for value in (values.numerator, values.denominator) if value is not None)
    return f"Đang có số liệu {numbers}: “không áp dụng” thì xóa số liệu, có số liệu thì bỏ chọn ô này."


def conflict_of(figure: Figure | None, mine: FigureValues) -> Conflict:
    theirs = figure_values(figure)
    who = f"{figure.changed_by.full_name} vừa sửa số này" if figure else "Số này vừa bị xóa"
    return Conflict(
        f"{who}; số của anh/chị chưa được lưu. Hãy chọn số đúng.",
        theirs={name: _text(value) for name, value in asdict(theirs).items()},
        mine={name: _text(value) for name, value in asdict(mine).items()},
    )


def _text(value: object) -> str | bool | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return input_text(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
