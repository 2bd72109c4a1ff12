"""The page of one period for the coordinator of its plan: who has sent what, and what opening or locking would mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Report
from targets.enums import PeriodState
from targets.models import Period, PeriodException
from targets.selectors import PlanView, reporting_units
from targets.selectors.coordinator_plan import administered_plan_or_404
from units.models import Unit, User
from units.visibility import unit_branch


@dataclass(frozen=True, slots=True)
class PeriodTransition:
    """A state that the period can be given, with a sentence about what that means for the units."""

    state: PeriodState
    label: str
    meaning: str

    @property
    def confirm_label(self) -> str:
        """The text of the button: “Đồng ý khóa Quý III”."""
        return f"Đồng ý {self.label[0].lower()}{self.label[1:]}"


@dataclass(slots=True)
class PeriodPage:
    """One period with the reports of its units.

    Shape: `obliged_units` by name; `latest_reports` has the latest revision by unit id; `exceptions` as the page lists
    them.
    """

    view: PlanView
    period: Period
    obliged_units: list[Unit]
    latest_reports: dict[int, Report]
    approved_unit_ids: set[int]
    exceptions: list[PeriodException]

    @property
    def title(self) -> str:
        return self.period.title

    @property
    def submitting_units(self) -> list[Unit]:
        return [u for u in self.obliged_units if (r := self.latest_reports.get(u.pk)) and r.first_submitted_at]

    @property
    def approved_units(self) -> list[Unit]:
        return [unit for unit in self.obliged_units if unit.pk in self.approved_unit_ids]

    @property
    def silent_units(self) -> list[Unit]:
        return [unit for unit in self.obliged_units if self._state(unit) in (None, ReportState.DRAFT)]

    @property
    def units_after_return(self) -> list[Unit]:
        return [unit for unit in self.obliged_units if self._state(unit) == ReportState.RETURNED]

    @property
    def units_in_review(self) -> list[Unit]:
        return [unit for unit in self.obliged_units if self._state(unit) == ReportState.SUBMITTED]

    @property
    def exceptions_in_force(self) -> list[PeriodException]:
        return [exception for exception in self.exceptions if exception.is_in_force_on(clock.today())]

    @property
    def past_exceptions(self) -> list[PeriodException]:
        return [exception for exception in self.exceptions if not exception.is_in_force_on(clock.today())]

    @property
    def transitions(self) -> list[PeriodTransition]:
        name, unit_count = self.period.name, len(self.obliged_units)
        if self.period.state == PeriodState.UPCOMING:
            due = f"{self.period.due_on:%d/%m/%Y}"
            return [
                PeriodTransition(
                    PeriodState.OPEN, f"Mở {name}", f"{unit_count} đơn vị nhập và gửi được số liệu, hạn gửi {due}."
                )
            ]
        if self.period.state == PeriodState.LOCKED:
            meaning = (
                f"Cả {unit_count} đơn vị lại nhập được; báo cáo đã duyệt vẫn giữ nguyên. "
                "Nếu chỉ một đơn vị cần sửa, hãy mở riêng cho đơn vị đó ở dưới."
            )
            return [PeriodTransition(PeriodState.OPEN, f"Mở lại {name} cho mọi đơn vị", meaning)]
        transitions = [PeriodTransition(PeriodState.LOCKED, f"Khóa {name}", self._meaning_of_locking())]
        if not self.latest_reports:
            meaning = "Chưa đơn vị nào nhập; dùng khi mở nhầm. Đến kỳ thì mở lại."
            transitions.append(PeriodTransition(PeriodState.UPCOMING, f"Đưa {name} về “Chưa mở”", meaning))
        return transitions

    def _state(self, unit: Unit) -> ReportState | None:
        report = self.latest_reports.get(unit.pk)
        return ReportState(report.state) if report else None

    def _meaning_of_locking(self) -> str:
        sentences = []
        count_labels = ((len(self.silent_units), "chưa nộp"), (len(self.units_after_return), "phải gửi lại"))
        if excluded_text := " và ".join(f"{count} đơn vị {label}" for count, label in count_labels if count):
            sentences.append(f"{excluded_text} sẽ không nhập được nữa.")
        if review_count := len(self.units_in_review):
            sentences.append(
                f"{review_count} báo cáo chờ duyệt vẫn duyệt được; nếu trả lại thì phải mở riêng cho đơn vị mới sửa "
                "được."
            )
        return " ".join(sentences or ["Mọi đơn vị đã được duyệt."]) + " Sau này vẫn mở lại được."


def period_page(user: User, year: int, ordinal: int) -> PeriodPage:
    """Reads the period for the coordinator of its plan.

    Queries: 11, whatever the number of units and indicators, besides the memberships. Raises: Http404 for everybody
    else, and for a period that the plan does not have.
    """
    view = administered_plan_or_404(user, year)
    period = view.period(ordinal)
    if period is None:
        raise Http404("Kế hoạch không có kỳ này.")
    owner = view.plan.owner
    units = unit_branch(owner).subtree_between(owner, period.starts_on, period.ends_on)
    latest_reports, approved_unit_ids = _reports(period)
    exceptions = PeriodException.objects.filter(period=period).select_related("unit", "by", "ended_by")
    obliged_ids = reporting_units(view, period, units)
    return PeriodPage(
        view=view,
        period=period,
        obliged_units=[unit for pk, unit in units.items() if pk in obliged_ids],
        latest_reports=latest_reports,
        approved_unit_ids=approved_unit_ids,
        exceptions=list(exceptions),
    )


def _reports(period: Period) -> tuple[dict[int, Report], set[int]]:
    """Returns the latest revision by unit, and the units with an approved revision."""
    rows: Iterable[Report] = Report.objects.filter(period=period).order_by("revision")
    latest_reports: dict[int, Report] = {}
    approved_unit_ids: set[int] = set()
    for report in rows:
        latest_reports[report.unit_id] = report
        if report.state == ReportState.APPROVED:
            approved_unit_ids.add(report.unit_id)
    return latest_reports, approved_unit_ids
