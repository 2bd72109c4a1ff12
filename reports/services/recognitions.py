"""Decisions that recognise units or schools; the figure's count follows its list."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.errors import InvalidInput, Refusal
from reports.enums import Action
from reports.models import Figure, Recognition, Report
from reports.selectors.duties import is_asked
from reports.services.figures import (
    FigureValues,
    conflict_of,
    event_write,
    figure_values,
    figure_write,
    report_for_entry,
)
from targets.enums import FINAL_ORDINAL, Measure
from targets.models import Indicator, Period
from units.models import Unit, User


@dataclass(frozen=True, slots=True)
class RecognitionValues:
    """What a person entered for one decision; exactly one of the subjects is given."""

    assessed_year: int
    decision_number: str
    decided_on: date
    subject_unit: Unit | None = None
    subject_text: str = ""

    def __str__(self) -> str:
        subject = self.subject_unit.name if self.subject_unit else self.subject_text
        return f"{subject}, QĐ {self.decision_number} ngày {self.decided_on:%d/%m/%Y}, năm xét {self.assessed_year}"


@transaction.atomic
def recognition_add(
    *, unit: Unit, period: Period, indicator: Indicator, actor: User, values: RecognitionValues, seen_version: int
) -> Recognition:
    """Add a decision to the figure's list and bring its count up to date; the same decision again changes nothing.

    Raises: Refusal, StateRefusal, Conflict as for figures; InvalidInput for a decision after the figure's cut-off, and
    for one that is there with another year or day.
    """
    report, figure = _open_figure(unit, period, indicator, actor)
    subject = {"subject_unit": values.subject_unit, "subject_text": values.subject_text}
    if figure and (same := figure.recognitions.filter(decision_number=values.decision_number, **subject).first()):
        if (same.assessed_year, same.decided_on) == (values.assessed_year, values.decided_on):
            return same
        raise InvalidInput(
            {"decision_number": "Quyết định này đã ghi với năm xét hoặc ngày ký khác; muốn sửa thì rút dòng cũ trước."}
        )
    if (figure.version if figure else 0) != seen_version:
        raise conflict_of(figure, figure_values(figure))
    as_of = _cut_off(figure, period, values.decided_on)
    figure = figure or figure_write(
        report=report, indicator=indicator, figure=None, actor=actor, values=FigureValues(Decimal(0), as_of=as_of)
    )
    item = Recognition(
        figure=figure,
        assessed_year=values.assessed_year,
        decision_number=values.decision_number,
        decided_on=values.decided_on,
        **subject,
    )
    item.full_clean()
    item.save()
    _recount(report, figure, actor, {"recognitions": [None, str(values)]})
    return item


@transaction.atomic
def recognition_withdraw(*, item: Recognition, actor: User, seen_version: int) -> Figure:
    """Take a decision off the list; the report's story keeps it.

    Raises: Refusal, StateRefusal, Conflict as for figures.
    """
    report = item.figure.report
    report, figure = _open_figure(report.unit, report.period, item.figure.indicator, actor)
    if figure is None or figure.pk != item.figure_id:
        raise Refusal("Quyết định này thuộc một lần báo cáo đã khép lại; hãy đề nghị mở lại báo cáo để đính chính.")
    if figure.version != seen_version:
        raise conflict_of(figure, figure_values(figure))
    withdrawn = RecognitionValues(
        item.assessed_year, item.decision_number, item.decided_on, item.subject_unit, item.subject_text
    )
    item.delete()
    _recount(report, figure, actor, {"recognitions": [str(withdrawn), None]})
    return figure


def _cut_off(figure: Figure | None, period: Period, decided_on: date) -> date:
    """The day up to which the figure counts; the decision may not be later.

    What is decided for the year comes out after its end: unless the figure has a cut-off, the first decision makes it.
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
    if indicator.measure != Measure.RECOGNITION or not is_asked(unit, period, indicator):
        raise Refusal(f"{unit.name} không ghi quyết định công nhận cho chỉ tiêu {indicator.code} trong kỳ này.")
    return report, Figure.objects.select_for_update(of=("self",)).filter(report=report, indicator=indicator).first()


def _recount(report: Report, figure: Figure, actor: User, change: dict[str, list[str | None]]) -> None:
    """The count of those assessed in the plan's year; no item left means an explicit 0."""
    year = report.period.plan.year
    figure.numerator = Decimal(figure.recognitions.filter(assessed_year=year).count())
    figure.not_applicable = False
    figure.version += 1
    figure.changed_at, figure.changed_by = clock.now(), actor
    figure.save()
    event_write(report=report, action=Action.CHANGE, actor=actor, changes={figure.indicator.code: change})
