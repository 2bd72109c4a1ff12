"""Decisions that recognise units or schools; the figure's count follows its list."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from chodon_thidua.lib.text import normalise_line, search_key
from reports.models import Figure, Recognition, Report
from reports.selectors.counted_figures import recognition_count
from reports.selectors.obligations import enters_indicator
from reports.services.figure_rows import figure_write, lock_figure
from reports.services.figure_values import FigureValues, conflict_of, figure_values
from reports.services.open_reports import report_for_entry
from targets.enums import FINAL_ORDINAL
from targets.models import Indicator, Period
from units.models import Unit, User

# Words before a unit's name, in full or short, without accents.
KIND_WORDS = ("xa", "thi tran", "phuong")
_KIND = re.compile(r"(?:xa|x|thi tran|tt|phuong|p)[. ]+")


@dataclass(frozen=True, slots=True)
class RecognitionValues:
    """One decision as a person entered it; exactly one of the subjects is filled in."""

    assessed_year: int
    decision_number: str
    decided_on: date
    subject_unit: Unit | None = None
    subject_text: str = ""

    def __str__(self) -> str:
        subject = self.subject_unit.name if self.subject_unit else self.subject_text
        return f"{subject}, QĐ {self.decision_number} ngày {self.decided_on:%d/%m/%Y}, năm xét {self.assessed_year}"

    @property
    def subject(self) -> dict[str, Any]:
        return {"subject_unit": self.subject_unit, "subject_text": normalise_line(self.subject_text)}


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
    _check_no_unit_typed(values, period)
    as_of = _cut_off(figure, period, values.decided_on)
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
            f"{figure.changed_by.full_name} vừa sửa danh sách này; nội dung của anh/chị chưa được lưu.",
            theirs={"recognition": str(before)},
            mine={"recognition": str(values)},
        )
    same = _same_decision(figure, values)
    if same and same.pk != current.pk:
        raise InvalidInput({"decision_number": "Quyết định này của đối tượng này đã ghi ở một dòng khác."})
    _check_no_unit_typed(values, report.period)
    _cut_off(figure, report.period, values.decided_on)
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


def recognition_values(item: Recognition) -> RecognitionValues:
    return RecognitionValues(
        item.assessed_year, item.decision_number, item.decided_on, item.subject_unit, item.subject_text
    )


def _write_values(item: Recognition, values: RecognitionValues) -> None:
    item.assessed_year, item.decided_on = values.assessed_year, values.decided_on
    item.decision_number = values.decision_number
    for name, value in values.subject.items():
        setattr(item, name, value)
    save_valid(item)


def _same_decision(figure: Figure, values: RecognitionValues) -> Recognition | None:
    """Returns the decision of that number on that subject, if the list has it."""
    return figure.recognitions.filter(decision_number=normalise_line(values.decision_number), **values.subject).first()


def _check_no_unit_typed(values: RecognitionValues, period: Period) -> None:
    """Checks that no unit of the plan is typed as a name: it would count beside the unit that is chosen.

    Raises: InvalidInput, which names the unit.
    """
    text_key = search_key(values.subject_text)
    if not text_key:
        return
    bare = _KIND.sub("", text_key, count=1) if _KIND.match(text_key) else text_key
    units = Unit.objects.below([period.plan.owner_id], include_self=False).valid_between(
        period.starts_on, period.ends_on
    )
    unit = units.filter(search_key__in=[text_key, *(f"{word} {bare}" for word in KIND_WORDS)]).first()
    if unit:
        advice = f"hãy chọn {unit.name} ở ô “Đơn vị được công nhận” và để trống ô này."
        raise InvalidInput({"subject_text": f"“{values.subject_text}” là đơn vị có trong danh sách: {advice}"})


def _cut_off(figure: Figure | None, period: Period, decided_on: date) -> date:
    """Returns the day up to which the figure counts, and checks that the decision is not later.

    Decisions about a year are signed after its end: unless the year's figure has a cut-off, the first decision sets it.
    Raises: InvalidInput.
    """
    if decided_on > clock.today():
        raise InvalidInput({"decided_on": "Ngày ký không thể sau hôm nay."})
    as_of, advice = min(period.ends_on, clock.today()), "hãy ghi quyết định ở kỳ sau."
    if period.ordinal == FINAL_ORDINAL:
        as_of, advice = max(as_of, decided_on), "hãy sửa “Số liệu đến ngày” của chỉ tiêu rồi ghi lại."
    if figure and figure.as_of:
        as_of = figure.as_of
    if decided_on > as_of:
        raise InvalidInput({"decided_on": f"Ngày ký không thể sau ngày số liệu ({as_of:%d/%m/%Y}); {advice}"})
    return as_of


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
