"""Decisions that recognise units or schools; the figure's count follows its list."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from chodon_thidua.lib.text import normalise_line
from reports.entry.recognitions.decision_checks import check_no_unit_typed, cut_off_day
from reports.entry.recognitions.decision_values import RecognitionValues, recognition_values
from reports.models import Figure, Recognition, Report
from reports.selectors.obligations import enters_indicator
from reports.selectors.report_contents.decisions import recognition_count
from reports.services.figure_rows import figure_write, lock_figure
from reports.services.figure_values import FigureValues, conflict_of, figure_values
from reports.services.open_reports import report_for_entry
from targets.models import Indicator, Period
from units.models import Unit, User


@transaction.atomic
def recognition_add(
    *, unit: Unit, period: Period, indicator: Indicator, actor: User, values: RecognitionValues, seen_version: int
) -> Recognition:
    """Adds a decision to the figure's list and brings its count up to date; the same decision again changes nothing.

    Raises: Refusal, StateRefusal, Conflict as for figures; InvalidInput for a decision after the figure's cut-off, one
    that is listed already with another year or day, and a unit of the plan whose name was typed.
    """
    report, figure = _open_figure(unit, period, indicator, actor)
    if figure and (same := _same_decision(figure, values)):
        if (same.assessed_year, same.decided_on) == (values.assessed_year, values.decided_on):
            return same
        raise InvalidInput(
            {"decision_number": "Quyết định này đã ghi với năm xét hoặc ngày ký khác; hãy bấm “Sửa” ở dòng đó."}
        )
    if (figure.version if figure else 0) != seen_version:
        raise conflict_of(figure, figure_values(figure))
    check_no_unit_typed(values, period)
    as_of = cut_off_day(figure, period, values.decided_on)
    if figure is None or not figure.version:
        first = FigureValues(Decimal(0), as_of=as_of)
        figure = figure_write(report=report, indicator=indicator, figure=figure, actor=actor, values=first)
    item = Recognition(figure=figure)
    _write_values(item, values)
    _recount(report, indicator, figure, actor, {"recognitions": [None, str(values)]})
    return item


@transaction.atomic
def recognition_correct(*, item: Recognition, actor: User, values: RecognitionValues, seen_version: int) -> Recognition:
    """Corrects a decision of the list in one act, recorded with old and new; the same values again change nothing.

    Raises: Refusal, StateRefusal, Conflict as for figures, with both decisions; InvalidInput as for adding one.
    """
    report, figure = _figure_of(item, actor)
    current = Recognition.objects.filter(pk=item.pk).select_related("subject_unit").first()
    if current is None:
        raise StateRefusal("Quyết định này vừa được rút khỏi danh sách nên không sửa được; nếu cần thì ghi lại.")
    before = recognition_values(current)
    if str(before) == str(values) and before.subject == values.subject:
        return current
    if figure.version != seen_version:
        raise Conflict(
            f"{figure.author_text} vừa sửa danh sách này; nội dung của anh/chị chưa được lưu.",
            theirs={"recognition": str(before)},
            mine={"recognition": str(values)},
        )
    same = _same_decision(figure, values)
    if same and same.pk != current.pk:
        raise InvalidInput({"decision_number": "Quyết định này của đối tượng này đã ghi ở một dòng khác."})
    check_no_unit_typed(values, report.period)
    cut_off_day(figure, report.period, values.decided_on)
    _write_values(current, values)
    _recount(report, item.figure.indicator, figure, actor, {"recognitions": [str(before), str(values)]})
    return current


@transaction.atomic
def recognition_withdraw(*, item: Recognition, actor: User, seen_version: int) -> Figure:
    """Takes a decision off the list; the report's history keeps it.

    Raises: Refusal, StateRefusal, Conflict as for figures.
    """
    report, figure = _figure_of(item, actor)
    if figure.version != seen_version:
        raise conflict_of(figure, figure_values(figure))
    old_text = str(recognition_values(item))
    item.delete()
    return _recount(report, item.figure.indicator, figure, actor, {"recognitions": [old_text, None]})


def _write_values(item: Recognition, values: RecognitionValues) -> None:
    item.assessed_year, item.decided_on = values.assessed_year, values.decided_on
    item.decision_number = values.decision_number
    for name, value in values.subject.items():
        setattr(item, name, value)
    save_valid(item)


def _same_decision(figure: Figure, values: RecognitionValues) -> Recognition | None:
    """Returns the decision of that number on that subject, if the list has it."""
    return figure.recognitions.filter(decision_number=normalise_line(values.decision_number), **values.subject).first()


def _open_figure(unit: Unit, period: Period, indicator: Indicator, actor: User) -> tuple[Report, Figure | None]:
    report = report_for_entry(unit=unit, period=period, actor=actor)
    if not indicator.counts_recognitions or not enters_indicator(unit, period, indicator):
        raise Refusal(f"{unit.name} không ghi quyết định công nhận cho chỉ tiêu {indicator.code} trong kỳ này.")
    return report, lock_figure(report, indicator)


def _figure_of(item: Recognition, actor: User) -> tuple[Report, Figure]:
    """Locks the report, which must be open to the actor, and the figure whose list has the decision."""
    report = item.figure.report
    report, figure = _open_figure(report.unit, report.period, item.figure.indicator, actor)
    if figure is None or figure.pk != item.figure_id:
        raise Refusal("Quyết định này thuộc một lần báo cáo đã khép lại; hãy đề nghị mở lại báo cáo để đính chính.")
    return report, figure


def _recount(
    report: Report, indicator: Indicator, figure: Figure, actor: User, changes: dict[str, list[str | None]]
) -> Figure:
    """Writes the number of subjects recognised for the plan's year; without any decision it is an explicit 0."""
    count = recognition_count(figure.recognitions.all(), report.period.plan.year)
    values = replace(figure_values(figure), numerator=Decimal(count), not_applicable=False)
    return figure_write(report=report, indicator=indicator, figure=figure, actor=actor, values=values, changes=changes)
