"""“Cần chỉ đạo”: what a leader has to act on, and who answers for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib import clock
from chodon_thidua.lib.numbers import format_number
from chodon_thidua.lib.text import running_count
from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.models import Report
from reports.progress.assessment_text import Cells, cells_of, source_text
from reports.progress.branch_counts import Duty, lying
from reports.progress.overview import Overview, Row
from reports.rollup_codec import Standing
from reports.selectors.deadlines import days_late
from targets.calculation.assessment import Assessment
from targets.calculation.types import Spec
from targets.enums import REASON_LABELS, STATUS_LABELS, BaselineKind, Basis, Status
from targets.target_text import goal_text
from units.models import Unit

WORST_FIRST = (Status.MISSED, Status.BEHIND, Status.AT_RISK)
SETTLED = (Status.EXCEEDED, Status.MET, Status.MISSED, Status.NOT_ASSESSED, Status.NOT_DUE)


@dataclass(frozen=True, slots=True)
class Concern:
    """An indicator that is behind or will miss, what says so, and who leads it."""

    row: Row
    why: tuple[str, ...]
    lead: str

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.row.status]


@dataclass(frozen=True, slots=True)
class Silence:
    """A unit that has not sent the period's report."""

    unit: Unit
    state: str
    state_label: str
    days_late: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A report sent back and not sent again, or reopened and not approved again."""

    unit: Unit
    report: Report
    is_correction: bool


@dataclass(frozen=True, slots=True)
class Below:
    """A unit with others below it that are not named, and how their reports stand; `days_late` of who owes one."""

    unit: Unit
    standing: Standing
    days_late: int
    address: str


@dataclass(frozen=True, slots=True)
class Attention:
    """Shape: `concerns` worst first; units in the order of their names; `said` pairs a unit with its remarks.

    In a large scope only those units are named that have none below them, and the others stand in `below`; `standing`
    is that of all of them.
    """

    concerns: tuple[Concern, ...]
    silent: tuple[Silence, ...]
    late_senders: tuple[Duty, ...]
    returned: tuple[Returned, ...]
    said: tuple[tuple[Unit, str], ...]
    below: tuple[Below, ...]
    standing: Standing

    @property
    def overdue(self) -> tuple[Silence, ...]:
        return tuple(one for one in self.silent if one.days_late)

    @property
    def silent_below(self) -> tuple[Below, ...]:
        return tuple(one for one in self.below if one.standing.silent)

    @property
    def overdue_below(self) -> tuple[Below, ...]:
        return tuple(one for one in self.silent_below if one.days_late)

    @property
    def late_below(self) -> tuple[Below, ...]:
        return tuple(one for one in self.below if one.standing.late)

    @property
    def lying_below(self) -> tuple[Below, ...]:
        return tuple(one for one in self.below if one.standing.lying)

    @property
    def overdue_count(self) -> int:
        return len(self.overdue) + sum(one.standing.silent for one in self.overdue_below)

    @property
    def sent_words(self) -> str:
        """“19/25 đơn vị đã nộp (1 phải gửi lại), 17 đúng hạn”: a report sent back was sent too."""
        told = self.standing
        again = f" ({told.again} phải gửi lại)" if told.again else ""
        return f"{told.sent}/{told.asked} đơn vị đã nộp{again}, {told.on_time} đúng hạn"

    @property
    def owed(self) -> int:
        """How many reports of the period lie with their unit: never sent, or sent back."""
        return self.standing.silent + self.standing.again

    @property
    def sentence(self) -> str:
        """How much there is to act on: “2 chỉ tiêu, 1 đơn vị quá hạn”."""
        counted = (
            (len(self.concerns), "chỉ tiêu"),
            (self.overdue_count, "đơn vị quá hạn"),
            (self.standing.lying, "báo cáo bị trả lại"),
        )
        return ", ".join(f"{running_count(count)} {what}" for count, what in counted if count)

    @property
    def is_empty(self) -> bool:
        return not (self.concerns or self.overdue_count or self.standing.lying or self.said)


def attention(result: Overview) -> Attention:
    """What of the whole scope needs a decision. Queries: none of its own."""
    duties = result.duties
    periods = result.structure.period_names
    concerns = [Concern(row, why, _lead(row)) for row in result.tops if (why := tuple(_why(row, periods)))]
    order = {status: place for place, status in enumerate(WORST_FIRST)}
    return Attention(
        concerns=tuple(sorted(concerns, key=lambda one: order.get(one.row.status, len(order)))),
        silent=tuple(_silence(duty) for duty in duties if not duty.sent),
        late_senders=tuple(duty for duty in duties if duty.sent and duty.days_late),
        returned=tuple(_returned(result)),
        said=tuple(_said(result)),
        below=() if result.is_whole else tuple(_below(result)),
        standing=result.counted.standing(result.scope, result.period),
    )


def _below(result: Overview) -> Iterator[Below]:
    late = days_late(result.period, None, clock.now())
    for unit in result.parts:
        if unit.pk not in result.units:
            yield Below(
                unit, result.counted.standing(unit, result.period), late, unit.address_on(result.period.ends_on)
            )


def _lead(row: Row) -> str:
    return row.indicator.lead.short_name if row.indicator.lead else ""


def _why(row: Row, periods: Mapping[int, str]) -> Iterator[str]:
    """Sentences that say why the row needs attention; none when it does not."""
    for one in row.children or [row]:
        said = [_shortfall(one.assessment, cells_of(one.assessment), periods)] if one.status in WORST_FIRST else []
        told = " ".join([*said, *_forecasts(one.assessment)])
        if told:
            yield f"{one.indicator.name}: {told[:1].lower()}{told[1:]}" if one.is_child else told


def _shortfall(judged: Assessment, cells: Cells, periods: Mapping[int, str]) -> str:
    """How far it is from where it should be; what cannot be put in two numbers is said by the rule."""
    spec, goal = judged.spec, judged.goal
    if goal is None or judged.achievement is None:
        return REASON_LABELS[judged.reason] if judged.reason else ""
    source = source_text(judged, periods)
    now, target = _with_unit(cells.actual.text, spec), _unbroken(cells.target.text)
    now += f" ({source})" if source else ""
    if spec.basis != Basis.LEVEL:
        base = "cùng kỳ năm trước" if spec.baseline_kind == BaselineKind.SAME_PERIOD else "cuối năm trước"
        return f"Hiện {now}, {base} {cells.baseline.text}; kế hoạch {target}."
    if goal.is_floor and judged.expected is not None:
        asked = "kế hoạch năm" if judged.closed else "đến kỳ này cần"
        return f"Mới {now}, {asked} {cells.expected.text}."
    return f"Đã {now}, kế hoạch {target}."


def _forecasts(judged: Assessment) -> Iterator[str]:
    """Forecasts of the whole year that do not reach the target: the units' own, and the one by pace.

    A projection that is the value itself, as a rate's is, would only say it twice.
    """
    goal, spec = judged.goal, judged.spec
    if goal is None or spec.basis != Basis.LEVEL or judged.status in SETTLED:
        return
    projection = judged.projection if judged.projection != judged.value else None
    for says, value in (("Đơn vị ước cả năm", judged.estimate), ("Theo tiến độ, cả năm ước", projection)):
        if value is not None and not goal.holds(value):
            shown = _with_unit(_unlike(value, goal.value, spec.decimals), spec)
            yield f"{says} {shown}, kế hoạch {_unbroken(goal_text(spec, goal))}."


def _unlike(value: Decimal, target: Decimal, decimals: int) -> str:
    """The forecast with as many decimals as keep it from reading like the target that it misses."""
    texts = [format_number(value, decimals + more) for more in range(3)]
    return next((text for text in texts if text != format_number(target, 6)), texts[-1])


def _unbroken(text: str) -> str:
    """“≥ 600” stays on one line."""
    return text.replace(" ", "\u00a0")


def _with_unit(text: str, spec: Spec) -> str:
    return f"{text} {spec.unit_of_measure}"


def _silence(duty: Duty) -> Silence:
    if duty.report is None:
        return Silence(duty.unit, "NONE", NOT_STARTED_LABEL, duty.days_late)
    state = ReportState(duty.report.state)
    return Silence(duty.unit, state, STATE_LABELS[state], duty.days_late)


def _returned(result: Overview) -> Iterator[Returned]:
    """Reports that lie with their unit, of the period and of those before it."""
    found = lying(result.structure, result.reported, result.units, result.period)
    acting, counted_units = result.structure.acting, result.counted.units
    # One merged into the scope from beyond it is named by its successor.
    units = {unit: counted_units.get(unit) or result.units[acting(unit, result.period.ordinal)] for unit, _, _ in found}
    for unit, ordinal, report in sorted(found, key=lambda one: (units[one[0]].sort_key, one[1])):
        yield Returned(units[unit], report, is_correction=(unit, ordinal) in result.reported.counted)


def _said(result: Overview) -> Iterator[tuple[Unit, str]]:
    """What units write about difficulties, from the period's counted reports."""
    for unit in result.units.values():
        report = result.reported.counted.get((unit.pk, result.period.ordinal))
        if report and report.remarks:
            yield unit, report.remarks
