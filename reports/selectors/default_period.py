"""The plan and the period that a page shows where its address names none: the one rule of every page.

A plan whose first period has not opened never takes over from one that has. Among plans that are in force:

- who enters figures works on the oldest period in which a report is still to be sent, or to be sent again: an open one,
  or a locked one with an exception for a unit. When all is sent it is the latest open period.
- who reviews works on the oldest period with a report to decide on, else on the oldest open period that lacks reports.
  When nothing is left it is the latest open period.
- everybody else reads the latest period for which more than half of the units asked have sent their report.

Failing all of that it is the latest period that has opened, of the nearest plan owner; failing that the first period
of the plan to be preferred.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast

from chodon_thidua.lib import clock
from reports.enums import SENT_STATES, UNSENT_STATES, ReportState
from reports.models import Report, RollUpScope
from reports.rollup_codec import SubmissionCounts, submission_counts_by_period
from targets.enums import PeriodState, PlanStatus
from targets.models import FIRST_DUTY_DAY, Period, PeriodException, Plan, Target
from targets.selectors import PlanView, first_of_each_year, plan_views
from units.enums import Role
from units.models import Unit, UnitSuccession, User
from units.visibility import VisibleUnits, visible_units_of


@dataclass(frozen=True, slots=True)
class PeriodWork:
    """The work that one person has in a period.

    Shape: `to_send` says whether they can still send a report of it, `to_review` whether one waits for their decision;
    `asked_count` and `sent_count` are numbers of units of their scope, None where nothing is known of any.
    """

    plan: Plan
    period: Period
    to_send: bool = False
    to_review: bool = False
    asked_count: int | None = None
    sent_count: int = 0

    @property
    def age(self) -> tuple[int, int]:
        return self.plan.year, self.period.ordinal

    @property
    def is_open(self) -> bool:
        return self.period.state == PeriodState.OPEN

    @property
    def has_opened(self) -> bool:
        return self.period.state != PeriodState.UPCOMING

    @property
    def lacks_reports(self) -> bool:
        return self.is_open and (self.asked_count is None or self.sent_count < self.asked_count)

    @property
    def has_majority(self) -> bool:
        return self.has_opened and self.asked_count is not None and 2 * self.sent_count > self.asked_count


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """The plan and the period that a page shows.

    Shape: no `period` where the plan lacks that of the address; `is_reported` where the chosen one takes reports.
    """

    view: PlanView
    period: Period | None
    is_reported: bool = False


def plan_choice(
    user: User,
    *,
    year: int | None = None,
    plan_id: int | None = None,
    ordinal: int | None = None,
    role: Role | None = None,
) -> PlanChoice | None:
    """Finds the plan and the period that an address names; what it leaves open is chosen for the person's role.

    Without a role it is the first of theirs. None when there is no such plan.
    Queries: as `plan_views`; 1 more where so many units are below that their reports are not counted in one row.
    """
    visible_units, role = visible_units_of(user), role or main_role(user)
    if not visible_units.own:
        return None
    facts = _period_facts(user, visible_units, role) if ordinal is None or (year is None and plan_id is None) else {}
    views = plan_views(visible_units, year=year, plan_id=plan_id, facts=facts)
    if not views:
        return None
    # Addresses of reports name the year alone: of several plans of a year only the first is worked on.
    choice = (
        default_period(list(_period_works(visible_units, role, first_of_each_year(views))), role) if facts else None
    )
    view = next((candidate for candidate in views if choice and candidate.plan == choice.plan), views[0])
    user.shown_plan = view
    if ordinal is not None:
        return PlanChoice(view, view.period(ordinal))
    if choice is None:
        return PlanChoice(view, view.periods[0])
    return PlanChoice(view, choice.period, is_reported=choice.is_open or choice.to_send)


def main_role(user: User) -> Role:
    """Returns the role whose work comes first for the person: reporting, then reviewing, then reading."""
    return next((role for role in (Role.REPORTER, Role.REVIEWER) if user.has_role(role)), Role.LEADER)


def default_period(works: Sequence[PeriodWork], role: Role) -> PeriodWork | None:
    """Chooses the period to start from, of plans in the order of preference. None without any period."""
    active = [work for work in works if work.plan.status == PlanStatus.ACTIVE] or works
    opened_works = _of_nearest_owner([work for work in works if work.has_opened])
    still_open = _of_nearest_owner([work for work in active if work.is_open])
    if role == Role.REPORTER:
        candidates = [_oldest_work(work for work in active if work.to_send), _latest_work(still_open)]
    elif role == Role.REVIEWER:
        candidates = [
            _oldest_work(work for work in active if work.to_review),
            _oldest_work(work for work in active if work.lacks_reports),
            _latest_work(still_open),
        ]
    else:
        candidates = [_latest_work(work for work in opened_works if work.has_majority)]
    return next((work for work in (*candidates, _latest_work(opened_works), *works) if work), None)


def _oldest_work(works: Iterable[PeriodWork]) -> PeriodWork | None:
    return min(works, key=lambda work: work.age, default=None)


def _latest_work(works: Iterable[PeriodWork]) -> PeriodWork | None:
    return max(works, key=lambda work: work.age, default=None)


def _of_nearest_owner(works: Sequence[PeriodWork]) -> list[PeriodWork]:
    return [work for work in works if work.plan.owner_id == works[0].plan.owner_id]


def _period_facts(user: User, visible_units: VisibleUnits, role: Role) -> dict[str, Any]:
    """Builds annotations of periods: the facts that the rule of the role needs. Queries: none of its own."""
    if role == Role.REPORTER:
        own = [membership.unit_id for membership in user.current_memberships if membership.role == Role.REPORTER]
        owing_units = _units_owing(own)
        in_force = PeriodException.objects.in_force(clock.today()).filter(period=OuterRef(OuterRef("pk")))
        has_exception = Exists(in_force.filter(unit=OuterRef("pk")).order_by())
        return {
            "duty_day": FIRST_DUTY_DAY,
            "owed": Exists(owing_units),
            "owed_by_exception": Exists(owing_units.filter(has_exception)),
        }
    facts: dict[str, Any] = {}
    if role == Role.REVIEWER:
        reviewed_units = user.units_as(Role.REVIEWER).order_by().values("pk")
        submitted_reports = Report.objects.filter(
            period=OuterRef("pk"), state=ReportState.SUBMITTED, unit__in=reviewed_units
        )
        facts["waiting"] = Exists(submitted_reports.exclude(submitted_by=user.pk).order_by())
    counts = RollUpScope.objects.filter(plan=OuterRef("plan")).order_by()
    root = visible_units.roots[0]
    sent_reports = Report.objects.filter(period=OuterRef("pk"), unit=root, state__in=SENT_STATES).order_by()
    return facts | {
        "owner_counts": Subquery(counts.filter(unit=OuterRef("plan__owner")).values("pending")),
        "own_counts": Subquery(counts.filter(unit=root).values("pending")),
        "own_sent": Exists(sent_reports),
    }


def _units_owing(units: Sequence[int]) -> Any:
    """Selects the units among these with a figure due in the period of the outer query and its report still to send.

    It is `PlanMergers.must_report` in a query: a quarter is owed by each unit that exists on any of its days, but not
    yet by one that is made of others within them; the year by each that exists on its last day.
    """
    period, ordinal = OuterRef(OuterRef("pk")), Cast(OuterRef(OuterRef("ordinal")), TextField())
    by_then = OuterRef(OuterRef("duty_day"))
    path = "unit__successions"
    is_predecessor = Q(**{f"{path}__successor": OuterRef("pk"), f"{path}__on__lte": by_then})
    path = f"{path}__successor__successions"  # a unit may be merged twice within a year
    is_predecessor |= Q(**{f"{path}__successor": OuterRef("pk"), f"{path}__on__lte": by_then})
    due_targets = Target.objects.filter(
        Q(unit=OuterRef("pk")) | is_predecessor, reports=True, indicator__plan=OuterRef(OuterRef("plan"))
    )
    # A list of ordinals as text, “[1, 2, 5]”: each has one digit, and no database-neutral look-up finds one in it.
    due_targets = due_targets.annotate(due=Cast("indicator__due", TextField())).filter(due__contains=ordinal)
    report = Report.objects.filter(unit=OuterRef("pk"), period=period).order_by()
    to_send = Exists(report.filter(state__in=UNSENT_STATES)) | ~Exists(
        report
    )  # every revision but the newest is approved
    founding_mergers = UnitSuccession.objects.filter(
        successor=OuterRef("pk"), on__lte=F("successor__valid_from"), on__gt=by_then
    )
    in_force = Unit.objects.valid_between(OuterRef("duty_day"), OuterRef("ends_on"))
    owing_units = in_force.filter(~Exists(founding_mergers.order_by()), Exists(due_targets.order_by()), to_send)
    return owing_units.filter(pk__in=units).order_by()


def _period_works(visible_units: VisibleUnits, role: Role, views: Sequence[PlanView]) -> Iterator[PeriodWork]:
    """Builds each period's work from its annotations. Queries: none; 1 where a unit's reports are in several rows."""
    counts = {} if role == Role.REPORTER else _submission_counts(visible_units, views)
    for view in views:
        for period in view.periods:
            if role == Role.REPORTER:
                yield PeriodWork(view.plan, period, to_send=_can_send(period))
                continue
            has_waiting_report, period_counts = getattr(period, "waiting", False), counts.get(period.pk)
            if period_counts is None and role != Role.REVIEWER and period.own_sent:  # type: ignore[attr-defined]
                period_counts = SubmissionCounts(
                    asked=1, sent=1
                )  # a unit without units below is read by its own report
            sent_count = period_counts.sent - period_counts.again if period_counts else 0
            yield PeriodWork(
                view.plan,
                period,
                to_review=has_waiting_report,
                asked_count=period_counts.asked if period_counts else None,
                sent_count=sent_count,
            )


def _can_send(period: Any) -> bool:
    if period.state == PeriodState.LOCKED:
        return bool(period.owed_by_exception)
    return bool(period.owed) and period.state == PeriodState.OPEN


def _submission_counts(visible_units: VisibleUnits, views: Sequence[PlanView]) -> dict[int, SubmissionCounts]:
    """Returns by period id how many reports of the person's scope are asked for and sent, as it was last counted."""
    counts: dict[int, SubmissionCounts] = {}
    large: dict[int, int] = {}
    for view in views:
        first: Any = view.periods[0]
        sees_all = visible_units.shows_plan_of(view.plan.owner_id)
        packed_counts = first.owner_counts if sees_all else first.own_counts
        counts |= submission_counts_by_period(packed_counts or {})
        if packed_counts == {}:
            large[view.plan.pk] = view.plan.owner_id if sees_all else visible_units.roots[0]
    if large:
        rows = RollUpScope.objects.filter(plan__in=large, unit__parent__in=large.values()).order_by()
        for plan, parent, packed_counts in rows.values_list("plan", "unit__parent", "pending"):
            for pk, unit_counts in submission_counts_by_period(packed_counts).items() if large[plan] == parent else ():
                counts[pk] = counts.get(pk, SubmissionCounts()) + unit_counts
    return counts
