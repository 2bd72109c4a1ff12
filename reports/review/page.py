"""The page of one report for its reviewer: every figure beside earlier and planned numbers, and the history."""

from dataclasses import dataclass, field, replace

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Report
from reports.review.review_row import ReviewRow
from reports.review.review_rows import review_row, warnings_first
from reports.review.waiting_reports import waiting_text
from reports.selectors.counted_figures import WITH_PENDING, read_figures
from reports.selectors.deadlines import days_late
from reports.selectors.evidence import evidence_by_indicator
from reports.selectors.history import ReportHistory, report_history
from reports.selectors.reference_figures import ReferenceFigures, reference_figures
from reports.selectors.report_check import ReportCheck, report_check
from reports.selectors.report_contents.figure_comments import comments_by_indicator
from reports.selectors.report_contents.report_address import ReportAddress
from targets.models import Indicator
from targets.selectors import read_plan_data


@dataclass(slots=True)
class ReviewPage:
    """One report as its reviewer sees it.

    Shape: `report` is the newest revision, None while it is a draft; `visible_report` the one whose figures are here,
    sent or approved, else None. `indicators_not_due` are the unit's indicators that are not asked for in this period.
    """

    address: ReportAddress
    report: Report | None
    visible_report: Report | None
    history: ReportHistory
    days_late: int
    waiting_time: str = ""
    previous_period: str = ""
    rows: list[ReviewRow] = field(default_factory=list)
    check: ReportCheck = field(default_factory=ReportCheck)
    indicators_not_due: list[Indicator] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.address.period.title

    @property
    def missing_indicators(self) -> list[Indicator]:
        return [answer.indicator for answer in self.check.answers if answer.is_missing]

    @property
    def warned_count(self) -> int:
        """The number of rows with warnings, which come first."""
        return sum(bool(row.warnings) for row in self.rows)

    @property
    def is_correction(self) -> bool:
        """Checks whether the visible figures are approved ones that the unit is correcting."""
        return self.visible_report is not None and self.report is not None and self.visible_report.pk != self.report.pk


def review_page(address: ReportAddress) -> ReviewPage:
    """Reads the report at the address, without anything that its unit has not sent.

    Queries: 13, whatever the number of indicators, periods, events and files.
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
        previous_period=address.view.name_before(period),
    )
    if sent_report and sent_report.submitted_at and sent_report.state == ReportState.SUBMITTED:
        page.waiting_time = waiting_text(sent_report.submitted_at, now)
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
    changes_by_code = history.changes_after_return
    flagged_names = history.return_steps[0].flagged if history.return_steps else ()
    page.check = report_check(references, unit)
    files = evidence_by_indicator(page.visible_report) if page.visible_report else {}
    comments = comments_by_indicator(unit, period)
    rows = [
        replace(
            review_row(page.address, plan_data, report_data, answer, changes_by_code, flagged_names),
            evidence=files.get(answer.indicator.pk, ()),
            comments=comments.get(answer.indicator.pk, ()),
        )
        for answer in page.check.answers
    ]
    page.rows = warnings_first(rows)
    answer_ids = {answer.indicator.pk for answer in page.check.answers}
    page.indicators_not_due = [
        indicator
        for pk, indicator in plan_data.indicators.items()
        if pk not in answer_ids and plan_data.reporting_units(pk, [unit.pk], period.ordinal)
    ]
