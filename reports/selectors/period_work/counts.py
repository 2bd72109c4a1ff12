"""Each period's work, from its annotations and the stored numbers of reports."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.models import RollUpScope
from reports.selectors.period_work.work import PeriodWork
from reports.submission_counts import SubmissionCounts, submission_counts_by_period
from targets.enums import PeriodState
from targets.selectors import PlanView
from units.enums import Role
from units.visibility import VisibleUnits


def period_works(visible_units: VisibleUnits, role: Role, views: Sequence[PlanView]) -> Iterator[PeriodWork]:
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
                    obligations=1, senders=1
                )  # a unit without units below is read by its own report
            sent_count = period_counts.senders - period_counts.to_send_again if period_counts else 0
            yield PeriodWork(
                view.plan,
                period,
                to_review=has_waiting_report,
                asked_count=period_counts.obligations if period_counts else None,
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
