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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.selectors.period_work.counts import period_works
from reports.selectors.period_work.facts import period_facts
from reports.selectors.period_work.work import PeriodWork
from targets.enums import PlanStatus
from targets.models import Period
from targets.selectors import PlanView, first_of_each_year, plan_views
from units.enums import Role
from units.models import User
from units.visibility import visible_units_of


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
    facts = period_facts(user, visible_units, role) if ordinal is None or (year is None and plan_id is None) else {}
    views = plan_views(visible_units, year=year, plan_id=plan_id, facts=facts)
    if not views:
        return None
    # Addresses of reports name the year alone: of several plans of a year only the first is worked on.
    choice = default_period(list(period_works(visible_units, role, first_of_each_year(views))), role) if facts else None
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
