"""“Cần chỉ đạo”: the indicators, units and reports that a leader has to act on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.text import running_count
from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.models import Report
from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.branch_counts import ReportObligation, returned_reports
from reports.progress.overview import IndicatorResult, PlanOverview
from reports.rollup_codec import SubmissionCounts
from reports.selectors.deadlines import days_late
from targets.calculation.assessment import Assessment
from targets.calculation.types import IndicatorRules
from targets.enums import REASON_LABELS, BaselineKind, Status, TargetBasis
from targets.target_text import goal_text
from units.models import Unit

WORST_FIRST = (Status.MISSED, Status.BEHIND, Status.AT_RISK)
SETTLED = (Status.EXCEEDED, Status.MET, Status.MISSED, Status.NOT_ASSESSED, Status.NOT_DUE)


@dataclass(frozen=True, slots=True)
class IndicatorConcern:
    """An indicator that is behind or will miss its target, with sentences that say why, and who leads it."""

    row: IndicatorResult
    reasons: tuple[str, ...]
    lead: str

    @property
    def status_label(self) -> str:
        return self.row.status_label


@dataclass(frozen=True, slots=True)
class UnsentReport:
    """A unit that has not sent the period's report."""

    unit: Unit
    state: str
    state_label: str
    days_late: int


@dataclass(frozen=True, slots=True)
class ReturnedReport:
    """A report that its unit has to send again: returned, or reopened for correction."""

    unit: Unit
    report: Report
    is_correction: bool


@dataclass(frozen=True, slots=True)
class BranchSubmissions:
    """The numbers of reports of a unit with others below it that are not named; `days_late` of those not sent."""

    unit: Unit
    submissions: SubmissionCounts
    days_late: int
    address: str


@dataclass(frozen=True, slots=True)
class AttentionSummary:
    """Shape: `concerns` worst first; units in the order of their names; `remarks` pairs a unit with what it writes.

    In a large scope only those units are named that have none below them, and the others stand in `below`;
    `submissions` counts all of them.
    """

    concerns: tuple[IndicatorConcern, ...]
    silent: tuple[UnsentReport, ...]
    late_senders: tuple[ReportObligation, ...]
    returned: tuple[ReturnedReport, ...]
    remarks: tuple[tuple[Unit, str], ...]
    below: tuple[BranchSubmissions, ...]
    submissions: SubmissionCounts

    @property
    def overdue(self) -> tuple[UnsentReport, ...]:
        return tuple(report for report in self.silent if report.days_late)

    @property
    def silent_below(self) -> tuple[BranchSubmissions, ...]:
        return tuple(branch for branch in self.below if branch.submissions.silent)

    @property
    def overdue_below(self) -> tuple[BranchSubmissions, ...]:
        return tuple(branch for branch in self.silent_below if branch.days_late)

    @property
    def late_below(self) -> tuple[BranchSubmissions, ...]:
        return tuple(branch for branch in self.below if branch.submissions.late)

    @property
    def returned_below(self) -> tuple[BranchSubmissions, ...]:
        return tuple(branch for branch in self.below if branch.submissions.lying)

    @property
    def overdue_count(self) -> int:
        return len(self.overdue) + sum(branch.submissions.silent for branch in self.overdue_below)

    @property
    def sent_text(self) -> str:
        """“19/25 đơn vị đã nộp (1 phải gửi lại), 17 đúng hạn”: a report sent back was sent too."""
        counts = self.submissions
        again_text = f" ({counts.again} phải gửi lại)" if counts.again else ""
        return f"{counts.sent}/{counts.asked} đơn vị đã nộp{again_text}, {counts.on_time} đúng hạn"

    @property
    def waiting_count(self) -> int:
        """The number of reports of the period that units still have to send, for the first time or again."""
        return self.submissions.silent + self.submissions.again

    @property
    def sentence(self) -> str:
        """The numbers of all that needs action: “2 chỉ tiêu, 1 đơn vị quá hạn”."""
        count_labels = (
            (len(self.concerns), "chỉ tiêu"),
            (self.overdue_count, "đơn vị quá hạn"),
            (self.submissions.lying, "báo cáo bị trả lại"),
        )
        return ", ".join(f"{running_count(count)} {what}" for count, what in count_labels if count)

    @property
    def is_empty(self) -> bool:
        return not (self.concerns or self.overdue_count or self.submissions.lying or self.remarks)


def attention_summary(overview: PlanOverview) -> AttentionSummary:
    """Everything in the scope that needs a decision, whatever the filters. Queries: none."""
    obligations = overview.obligations
    periods = overview.plan_data.period_names
    concerns = [
        IndicatorConcern(row, reasons, row.lead_name)
        for row in overview.top_rows
        if (reasons := tuple(_reason_sentences(row, periods)))
    ]
    order = {status: place for place, status in enumerate(WORST_FIRST)}
    return AttentionSummary(
        concerns=tuple(sorted(concerns, key=lambda concern: order.get(concern.row.status, len(order)))),
        silent=tuple(_unsent_report(obligation) for obligation in obligations if not obligation.sent),
        late_senders=tuple(obligation for obligation in obligations if obligation.sent and obligation.days_late),
        returned=tuple(_returned_report_rows(overview)),
        remarks=tuple(_unit_remarks(overview)),
        below=() if overview.is_whole else tuple(_branch_submissions(overview)),
        submissions=overview.branch_counts.submission_counts(overview.scope, overview.period),
    )


def _branch_submissions(overview: PlanOverview) -> Iterator[BranchSubmissions]:
    days = days_late(overview.period, None, clock.now())
    for unit in overview.units_below:
        if unit.pk not in overview.units:
            yield BranchSubmissions(
                unit,
                overview.branch_counts.submission_counts(unit, overview.period),
                days,
                unit.address_on(overview.period.ends_on),
            )


def _reason_sentences(row: IndicatorResult, periods: Mapping[int, str]) -> Iterator[str]:
    """Yields sentences that say why the row needs attention; none where it does not."""
    for child in row.children or [row]:
        sentences = (
            [_shortfall(child.assessment, result_cells(child.assessment), periods)]
            if child.status in WORST_FIRST
            else []
        )
        text = " ".join([*sentences, *_forecast_sentences(child.assessment)])
        if text:
            yield f"{child.indicator.name}: {text[:1].lower()}{text[1:]}" if child.is_child else text


def _shortfall(assessment: Assessment, cells: ResultCells, periods: Mapping[int, str]) -> str:
    """The value beside the expected value; where there are no two numbers, the reason of the assessment."""
    spec, goal = assessment.spec, assessment.goal
    if goal is None or assessment.achievement is None:
        return REASON_LABELS[assessment.reason] if assessment.reason else ""
    source = source_text(assessment, periods)
    now, target = _with_unit(cells.actual.text, spec), _without_breaks(cells.target.text)
    now += f" ({source})" if source else ""
    if spec.basis != TargetBasis.LEVEL:
        base = "cùng kỳ năm trước" if spec.baseline_kind == BaselineKind.SAME_PERIOD else "cuối năm trước"
        return f"Hiện {now}, {base} {cells.baseline.text}; kế hoạch {target}."
    if goal.is_floor and assessment.expected is not None:
        reference_label = "kế hoạch năm" if assessment.is_year_closed else "đến kỳ này cần"
        return f"Mới {now}, {reference_label} {cells.expected.text}."
    return f"Đã {now}, kế hoạch {target}."


def _forecast_sentences(assessment: Assessment) -> Iterator[str]:
    """Yields the forecasts of the whole year that miss the target: the units' own, and the projection by pace.

    A projection equal to the value, as that of a rate is, adds nothing and is left out.
    """
    goal, spec = assessment.goal, assessment.spec
    if goal is None or spec.basis != TargetBasis.LEVEL or assessment.status in SETTLED:
        return
    projection = assessment.projection if assessment.projection != assessment.value else None
    for says, value in (("Đơn vị ước cả năm", assessment.estimate), ("Theo tiến độ, cả năm ước", projection)):
        if value is not None and not goal.holds(value):
            value_text = _with_unit(_distinct_text(value, goal.value, spec.decimals), spec)
            yield f"{says} {value_text}, kế hoạch {_without_breaks(goal_text(spec, goal))}."


def _distinct_text(value: Decimal, target: Decimal, decimals: int) -> str:
    """The forecast with as many decimals as it takes to read otherwise than the target that it misses."""
    texts = [format_number(value, decimals + more) for more in range(3)]
    return next((text for text in texts if text != format_number(target, 6)), texts[-1])


def _without_breaks(text: str) -> str:
    """The text with its blanks unbreakable, so that “≥ 600” stays on one line."""
    return text.replace(" ", "\u00a0")


def _with_unit(text: str, spec: IndicatorRules) -> str:
    return f"{text} {spec.unit_of_measure}"


def _unsent_report(obligation: ReportObligation) -> UnsentReport:
    if obligation.report is None:
        return UnsentReport(obligation.unit, "NONE", NOT_STARTED_LABEL, obligation.days_late)
    state = ReportState(obligation.report.state)
    return UnsentReport(obligation.unit, state, STATE_LABELS[state], obligation.days_late)


def _returned_report_rows(overview: PlanOverview) -> Iterator[ReturnedReport]:
    """Yields the reports that units have to send again, of the period and of those before it."""
    returns = returned_reports(overview.plan_data, overview.report_data, overview.units, overview.period)
    acting, counted_units = overview.plan_data.acting, overview.branch_counts.units
    # A unit merged into the scope from beyond it goes by the name of its successor.
    units = {
        unit: counted_units.get(unit) or overview.units[acting(unit, overview.period.ordinal)] for unit, _, _ in returns
    }
    for unit, ordinal, report in sorted(returns, key=lambda entry: (units[entry[0]].sort_key, entry[1])):
        yield ReturnedReport(
            units[unit], report, is_correction=(unit, ordinal) in overview.report_data.counting_reports
        )


def _unit_remarks(overview: PlanOverview) -> Iterator[tuple[Unit, str]]:
    """Yields the remarks of units about difficulties, from the period's counted reports."""
    for unit in overview.units.values():
        report = overview.report_data.counting_reports.get((unit.pk, overview.period.ordinal))
        if report and report.remarks:
            yield unit, report.remarks
