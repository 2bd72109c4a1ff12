"""One period for the coordinator of its plan: who has sent what, and what opening or locking it would mean."""

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
    """A state that the period can be given, with what that means for the units."""

    state: PeriodState
    label: str
    meaning: str

    @property
    def confirm_label(self) -> str:
        """The text of the button: “Đồng ý khóa Quý III”."""
        return f"Đồng ý {self.label[0].lower()}{self.label[1:]}"


@dataclass(slots=True)
class PeriodPage:
    """Shape: `newest` and `approved` by unit id; `asked` and `exceptions` in the order in which they are shown."""

    view: PlanView
    period: Period
    asked: list[Unit]
    newest: dict[int, Report]
    approved: set[int]
    exceptions: list[PeriodException]

    @property
    def title(self) -> str:
        return self.period.title

    @property
    def sent(self) -> list[Unit]:
        return [u for u in self.asked if (r := self.newest.get(u.pk)) and r.first_submitted_at]

    @property
    def done(self) -> list[Unit]:
        return [unit for unit in self.asked if unit.pk in self.approved]

    @property
    def never_sent(self) -> list[Unit]:
        return [unit for unit in self.asked if self._state(unit) in (None, ReportState.DRAFT)]

    @property
    def to_send_again(self) -> list[Unit]:
        return [unit for unit in self.asked if self._state(unit) == ReportState.RETURNED]

    @property
    def waiting(self) -> list[Unit]:
        return [unit for unit in self.asked if self._state(unit) == ReportState.SUBMITTED]

    @property
    def standing(self) -> list[PeriodException]:
        return [one for one in self.exceptions if is_in_force(one)]

    @property
    def over(self) -> list[PeriodException]:
        return [one for one in self.exceptions if not is_in_force(one)]

    @property
    def transitions(self) -> list[PeriodTransition]:
        name, asked = self.period.name, len(self.asked)
        if self.period.state == PeriodState.UPCOMING:
            due = f"{self.period.due_on:%d/%m/%Y}"
            return [
                PeriodTransition(
                    PeriodState.OPEN, f"Mở {name}", f"{asked} đơn vị nhập và gửi được số liệu, hạn gửi {due}."
                )
            ]
        if self.period.state == PeriodState.LOCKED:
            meaning = (
                f"Cả {asked} đơn vị lại nhập được; báo cáo đã duyệt vẫn giữ nguyên. "
                "Nếu chỉ một đơn vị cần sửa, hãy mở riêng cho đơn vị đó ở dưới."
            )
            return [PeriodTransition(PeriodState.OPEN, f"Mở lại {name} cho mọi đơn vị", meaning)]
        moves = [PeriodTransition(PeriodState.LOCKED, f"Khóa {name}", self._meaning_of_locking())]
        if not self.newest:
            meaning = "Chưa đơn vị nào nhập; dùng khi mở nhầm. Đến kỳ thì mở lại."
            moves.append(PeriodTransition(PeriodState.UPCOMING, f"Đưa {name} về “Chưa mở”", meaning))
        return moves

    def _state(self, unit: Unit) -> ReportState | None:
        report = self.newest.get(unit.pk)
        return ReportState(report.state) if report else None

    def _meaning_of_locking(self) -> str:
        sentences = []
        count_labels = ((len(self.never_sent), "chưa nộp"), (len(self.to_send_again), "phải gửi lại"))
        if shut_out := " và ".join(f"{count} đơn vị {what}" for count, what in count_labels if count):
            sentences.append(f"{shut_out} sẽ không nhập được nữa.")
        if waiting := len(self.waiting):
            sentences.append(
                f"{waiting} báo cáo chờ duyệt vẫn duyệt được; nếu trả lại thì phải mở riêng cho đơn vị mới sửa được."
            )
        return " ".join(sentences or ["Mọi đơn vị đã được duyệt."]) + " Sau này vẫn mở lại được."


def is_in_force(exception: PeriodException) -> bool:
    return exception.ended_at is None and exception.until >= clock.today()


def period_page(user: User, year: int, ordinal: int) -> PeriodPage:
    """The period for the coordinator of its plan.

    Queries: 11, whatever the number of units and indicators, besides the memberships.
    Raises: Http404 for everybody else, and for a period that the plan does not have.
    """
    view = administered_plan_or_404(user, year)
    period = view.period(ordinal)
    if period is None:
        raise Http404("Kế hoạch không có kỳ này.")
    owner = view.plan.owner
    units = unit_branch(owner).subtree_between(owner, period.starts_on, period.ends_on)
    newest, approved = _reports(period)
    exceptions = PeriodException.objects.filter(period=period).select_related("unit", "by", "ended_by")
    asked = reporting_units(view, period, units)
    return PeriodPage(
        view=view,
        period=period,
        asked=[unit for pk, unit in units.items() if pk in asked],
        newest=newest,
        approved=approved,
        exceptions=list(exceptions),
    )


def _reports(period: Period) -> tuple[dict[int, Report], set[int]]:
    """The newest revision by unit, and the units with an approved one."""
    rows: Iterable[Report] = Report.objects.filter(period=period).order_by("revision")
    newest: dict[int, Report] = {}
    approved: set[int] = set()
    for report in rows:
        newest[report.unit_id] = report
        if report.state == ReportState.APPROVED:
            approved.add(report.unit_id)
    return newest, approved
