"""Annotations of periods: the facts from which a person's work in them is known."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, Replace

from chodon_thidua.lib import clock
from reports.enums import SENT_STATES, UNSENT_STATES, ReportState
from reports.models import Report, RollUpScope
from reports.selectors.report_contents.entrants import entry_steps
from targets.models import FIRST_DUTY_DAY, PeriodException, Target
from units.enums import Role
from units.models import Unit, UnitSuccession, User
from units.visibility import VisibleUnits

TEXT = TextField()


def period_facts(user: User, visible_units: VisibleUnits, role: Role) -> dict[str, Any]:
    """Builds annotations of periods: the facts that the rule of the role needs. Queries: none of its own."""
    if role == Role.REPORTER:
        own = [membership.unit_id for membership in user.current_memberships if membership.role == Role.REPORTER]
        owing_units = _units_with_report_due(own)
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
        own_steps = entry_steps(user).filter(report__unit=OuterRef("unit"), report__period=OuterRef("period"))
        facts["waiting"] = Exists(submitted_reports.exclude(Q(submitted_by=user.pk) | Exists(own_steps)).order_by())
    counts = RollUpScope.objects.filter(plan=OuterRef("plan")).order_by()
    root = visible_units.roots[0]
    sent_reports = Report.objects.filter(period=OuterRef("pk"), unit=root, state__in=SENT_STATES).order_by()
    return facts | {
        "owner_counts": Subquery(counts.filter(unit=OuterRef("plan__owner")).values("pending")),
        "own_counts": Subquery(counts.filter(unit=root).values("pending")),
        "own_sent": Exists(sent_reports),
    }


def _units_with_report_due(units: Sequence[int]) -> Any:
    """Selects the units among these with a figure due in the period of the outer query and its report still to send.

    It is `PlanMergers.must_report` in a query: a regular period is owed by each unit that exists on any of its days,
    but not yet by one that is made of others within them; the year by each that exists on its last day.
    """
    period = OuterRef(OuterRef("pk"))
    ordinal = Cast(OuterRef(OuterRef("ordinal")), TEXT)
    item = Concat(Value(" "), ordinal, Value(","), output_field=TEXT)
    by_then = OuterRef(OuterRef("duty_day"))
    path = "unit__successions"
    is_predecessor = Q(**{f"{path}__successor": OuterRef("pk"), f"{path}__on__lte": by_then})
    path = f"{path}__successor__successions"  # a unit may be merged twice within a year
    is_predecessor |= Q(**{f"{path}__successor": OuterRef("pk"), f"{path}__on__lte": by_then})
    due_targets = Target.objects.filter(
        Q(unit=OuterRef("pk")) | is_predecessor, reports=True, indicator__plan=OuterRef(OuterRef("plan"))
    )
    # No database-neutral look-up finds an item in a list: “[1, 2, 5]” is searched as the text “ 1, 2, 5,”.
    begun = Replace(Cast("indicator__due", TEXT), Value("["), Value(" "), output_field=TEXT)
    due = Replace(begun, Value("]"), Value(","), output_field=TEXT)
    due_targets = due_targets.annotate(due_items=due).filter(due_items__contains=item)
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
