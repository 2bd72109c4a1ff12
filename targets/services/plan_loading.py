"""Loading a plan's file: a new plan, one to correct while it has no figures, or one that stays as it is."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import RestrictedError

from chodon_thidua.lib.errors import StateRefusal
from targets.models import Indicator, Plan
from targets.planfile import PlanFile, PlanFileError, read_plan, unit_mentions
from targets.selectors.plan_contents import PlanChange, differences, plan_contents
from targets.services.plans import PlanWriter, UnitsByCode
from units.models import AuditEvent, Unit, User
from units.services import audit_record

LOADED, CORRECTED = "PLAN_LOADED", "PLAN_CORRECTED"
HAS_FIGURES = (
    "{plan} đã có số liệu báo cáo nên không sửa bằng tệp được nữa. Hãy sửa trên các trang của kế hoạch: "
    "ngày của kỳ ở trang của kỳ, chỉ tiêu giao và phân bổ ở trang của chỉ tiêu, số liệu năm trước ở trang “Năm trước”."
)


@dataclass(frozen=True, slots=True)
class PlanLoaded:
    """What came of a file: a new plan, one that was corrected by `changes`, or one that is as the file says."""

    plan: Plan
    created: bool
    changes: tuple[PlanChange, ...] = ()


@transaction.atomic
def plan_load(*, file: PlanFile, actor: User | None = None) -> PlanLoaded:
    """Write a whole plan from its file, over one of the same number and year that has no figures yet.

    A file that was loaded last changes nothing, whatever was edited on the pages since. Allocations and last year's
    figures that the file does not mention stay.
    Raises: PlanFileError naming every unit code that is unknown and every value that is invalid; StateRefusal when
    the plan would change and has figures.
    """
    units = UnitsByCode(file)
    owner = units.get(file.owner, "Kế hoạch")
    plan = _stored(file, owner)
    if plan and _is_loaded_last(plan, file):
        return PlanLoaded(plan, created=False)
    before = plan_contents(plan) if plan else None
    try:
        plan = PlanWriter(units, file).write(plan, owner)
    except RestrictedError as error:
        raise StateRefusal(HAS_FIGURES.format(plan=plan)) from error
    after = {"document_number": plan.document_number, "year": plan.year, "sha256": _mark(file)}
    if before is None:
        audit_record(actor=actor, action=LOADED, obj=plan, after=after)
        return PlanLoaded(plan, created=True)
    changes = differences(before, plan_contents(plan))
    if changes:
        if Indicator.objects.filter(plan=plan, figures__isnull=False).exists():
            raise StateRefusal(HAS_FIGURES.format(plan=plan))
        names = [one.name for one in changes]
        was = dict(zip(names, (one.before for one in changes), strict=True))
        now = dict(zip(names, (one.after for one in changes), strict=True))
        audit_record(actor=actor, action=CORRECTED, obj=plan, before=was, after=after | now)
    return PlanLoaded(plan, created=False, changes=changes)


def plan_check(*, raw: Any, actor: User | None = None) -> PlanLoaded:
    """Say what `plan_load` would do with the contents of a file, and write nothing.

    Raises: as `plan_read` and `plan_load`.
    """
    with transaction.atomic():
        loaded = plan_load(file=plan_read(raw), actor=actor)
        transaction.set_rollback(True)
    return loaded


def plan_read(raw: Any) -> PlanFile:
    """Read the contents of a plan's file.

    Raises: PlanFileError naming every problem at once, those with codes of units too.
    """
    try:
        return read_plan(raw)
    except PlanFileError as error:
        if error.header is None:
            raise
        units = UnitsByCode(error.header)
        for where, code in dict.fromkeys(unit_mentions(raw)):
            units.get(code, where)
        raise PlanFileError(error.problems + units.problems) from error


def _stored(file: PlanFile, owner: Unit | None) -> Plan | None:
    named = Plan.objects.select_for_update(of=("self",)).filter(document_number=file.document_number, year=file.year)
    return named.filter(owner=owner).first() if owner else None


def _is_loaded_last(plan: Plan, file: PlanFile) -> bool:
    acts = AuditEvent.objects.filter(
        object_type=Plan._meta.label, object_id=str(plan.pk), action__in=(LOADED, CORRECTED)
    )
    newest = acts.order_by("-pk").first()
    return newest is not None and (newest.after or {}).get("sha256") == _mark(file)


def _mark(file: PlanFile) -> str:
    return sha256(repr(file).encode()).hexdigest()
