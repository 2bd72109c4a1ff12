"""The page of one report for its reviewer: every figure beside earlier and planned numbers, and the history."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import input_text
from reports.enums import ReportState
from reports.models import Evidence, Figure, Recognition, Report
from reports.progress.assessment_text import ResultCells, achievement_text, result_cells
from reports.progress.figure_inputs import parts_before
from reports.progress.texts.remarks import remark_sentences
from reports.progress.unit_assessment import assess_indicator
from reports.review.queue import waiting_text
from reports.selectors.counted_figures import WITH_PENDING, read_figures
from reports.selectors.deadlines import days_late
from reports.selectors.evidence import evidence_by_indicator
from reports.selectors.history import ReportHistory, report_history
from reports.selectors.reference_figures import ReferenceFigures, reference_figures
from reports.selectors.report_check import ReportCheck, report_check
from reports.selectors.report_contents.field_changes import FieldChange
from reports.selectors.report_contents.indicator_answer import IndicatorAnswer
from reports.selectors.report_contents.report_address import ReportAddress
from reports.selectors.report_contents.report_data import ReportData
from reports.warning_rules.figure_warning import FigureWarning
from targets.calculation.assessment import Assessment
from targets.enums import FINAL_ORDINAL, STATUS_LABELS, PartRole
from targets.models import Indicator
from targets.selectors import PlanData, read_plan_data


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """One part of a figure as it was entered; `label` only where there are two."""

    label: str
    unit: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One indicator of the report with everything to compare it with; `is_flagged` if the last return asked for it."""

    answer: IndicatorAnswer
    lines: tuple[ReviewPart, ...]
    decisions: tuple[Recognition, ...]
    assessment: Assessment
    cells: ResultCells
    remarks: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    is_flagged: bool
    evidence: tuple[Evidence, ...] = ()

    @property
    def indicator(self) -> Indicator:
        return self.answer.indicator

    @property
    def figure(self) -> Figure | None:
        return self.answer.figure

    @property
    def warnings(self) -> tuple[FigureWarning, ...]:
        return self.answer.warnings

    @property
    def unexplained(self) -> int:
        return self.answer.unexplained_count

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.assessment.status]

    @property
    def estimate(self) -> str:
        """The unit's own estimate of the year, as it was entered with this figure."""
        return input_text(self.figure.full_year_estimate) if self.figure else ""

    @property
    def achievement(self) -> str:
        return achievement_text(self.assessment)


@dataclass(slots=True)
class ReviewPage:
    """One report as its reviewer sees it.

    Shape: `report` is the newest revision, None while it is a draft; `visible_report` the one whose figures are here,
    sent or approved, else None. `not_due` are the unit's indicators that are not asked for in this period.
    """

    address: ReportAddress
    report: Report | None
    visible_report: Report | None
    history: ReportHistory
    days_late: int
    waiting: str = ""
    before: str = ""
    rows: list[ReviewRow] = field(default_factory=list)
    check: ReportCheck = field(default_factory=ReportCheck)
    not_due: list[Indicator] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.address.period.title

    @property
    def missing(self) -> list[Indicator]:
        return [answer.indicator for answer in self.check.answers if answer.is_missing]

    @property
    def is_correction(self) -> bool:
        """Checks whether the visible figures are approved ones that the unit is correcting."""
        return self.visible_report is not None and self.report is not None and self.visible_report.pk != self.report.pk


def review_page(address: ReportAddress) -> ReviewPage:
    """Reads the report at the address, without anything that its unit has not sent.

    Queries: 12, whatever the number of indicators, periods, events and files.
    """
    unit, period, now = address.unit, address.period, clock.now()
    plan_data = read_plan_data(address.view, [unit.pk])
    report_data = read_figures(plan_data, [unit.pk], states=WITH_PENDING)
    sent_report = address.report if address.report and address.report.state != ReportState.DRAFT else None
    page = ReviewPage(
        address=address,
        report=sent_report,
        visible_report=report_data.counting_reports.get((unit.pk, period.ordinal)),
        history=report_history(unit, period, plan_data),
        days_late=days_late(period, sent_report, now),
        before="Bốn quý" if period.ordinal == FINAL_ORDINAL else "",
    )
    if sent_report and sent_report.submitted_at and sent_report.state == ReportState.SUBMITTED:
        page.waiting = waiting_text(sent_report.submitted_at, now)
    if 1 < period.ordinal < FINAL_ORDINAL:
        page.before = address.view.period_names[period.ordinal - 1]
    if page.visible_report:
        _add_rows(page, reference_figures(plan_data, report_data, period, [unit]))
    return page


def _add_rows(page: ReviewPage, references: ReferenceFigures) -> None:
    unit, period, plan_data, report_data = (
        page.address.unit,
        page.address.period,
        references.plan_data,
        references.report_data,
    )
    is_waiting = page.visible_report is not None and page.visible_report.state == ReportState.SUBMITTED
    history = page.history if is_waiting else ReportHistory()
    changes_by_code, flagged_names = history.last_round, history.sent_back[0].flagged if history.sent_back else ()
    page.check = report_check(references, unit)
    files = evidence_by_indicator(page.visible_report) if page.visible_report else {}
    page.rows = [
        replace(
            _review_row(page.address, plan_data, report_data, answer, changes_by_code, flagged_names),
            evidence=files.get(answer.indicator.pk, ()),
        )
        for answer in page.check.answers
    ]
    answer_ids = {answer.indicator.pk for answer in page.check.answers}
    page.not_due = [
        indicator
        for pk, indicator in plan_data.indicators.items()
        if pk not in answer_ids and plan_data.reporting_units(pk, [unit.pk], period.ordinal)
    ]


def _review_row(
    address: ReportAddress,
    plan_data: PlanData,
    report_data: ReportData,
    answer: IndicatorAnswer,
    changes_by_code: Mapping[str, list[FieldChange]],
    flagged_names: Collection[str],
) -> ReviewRow:
    indicator, figure = answer.indicator, answer.figure
    indicator.parent = plan_data.indicators.get(indicator.parent_id or 0)
    unit, period = address.unit.pk, address.period
    assessment = assess_indicator(plan_data, report_data, indicator, unit, period)
    before = parts_before(address.view, plan_data, report_data, indicator, unit, period)
    names = {**plan_data.unit_names, unit: address.unit.short_name}
    return ReviewRow(
        answer=answer,
        lines=_review_parts(plan_data, indicator, figure, before),
        decisions=tuple(report_data.items.get(figure.pk, ())) if figure else (),
        assessment=assessment,
        cells=result_cells(assessment),
        remarks=tuple(remark_sentences(assessment, names, address.view.period_names, pending=True)),
        changes=tuple(changes_by_code.get(indicator.code, ())),
        is_flagged=indicator.name in flagged_names,
    )


def _review_parts(
    plan_data: PlanData, indicator: Indicator, figure: Figure | None, before: Mapping[PartRole, Decimal | None]
) -> tuple[ReviewPart, ...]:
    parts = plan_data.parts.get(indicator.pk, {})
    # A list of decisions may have no part of its own; its count is entered nevertheless.
    roles = [role for role in PartRole if role in parts] or [PartRole.NUMERATOR]
    return tuple(
        ReviewPart(
            label=parts[role].label if indicator.has_denominator else "",
            unit=parts[role].unit_of_measure if role in parts else indicator.unit_of_measure,
            now=input_text(getattr(figure, role.lower())) if figure else "",
            before=input_text(before.get(role)),
        )
        for role in roles
    )
