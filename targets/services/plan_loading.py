"""Loading a plan's file: a new plan, one to correct while it has no figures, or one that stays as it is."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import RestrictedError

from chodon_thidua.lib.refusals import StateRefusal
from targets.enums import TargetsAuditAction
from targets.models import Indicator, Plan, ProgrammeTarget
from targets.plan_file import PlanFileError, read_plan, unit_mentions
from targets.plan_rows import PlanFile
from targets.selectors.changes.plan_changes import PlanChange, plan_changes
from targets.selectors.changes.plan_contents import plan_contents
from targets.services.plan_units import UnitsByCode
from targets.services.plan_writer import PlanWriter
from targets.services.report_lock import reports_lock
from units.models import AuditEvent, Unit, User
from units.services import audit_record

LOADING = (TargetsAuditAction.PLAN_LOADED, TargetsAuditAction.PLAN_CORRECTED)
HAS_FIGURES = (
    "{plan} đã có số liệu báo cáo nên không sửa bằng tệp được nữa. Hãy sửa trên các trang của kế hoạch: "
    "ngày của kỳ ở trang của kỳ, chỉ tiêu giao và phân bổ ở trang của chỉ tiêu, số liệu năm trước ở trang “Năm trước”."
)

FOLLOWED = (
    "Chỉ tiêu mà tệp bỏ đi đang được mục tiêu “{target}” của chương trình nhiều năm dùng. "
    "Hãy nạp lại chương trình với chỉ tiêu khác trước."
)


@dataclass(frozen=True, slots=True)
class PlanLoadResult:
    """The result of a file: a new plan, one that was corrected by `changes`, or one that is as the file says.

    Changes without `is_written` are those of a plan of which nobody knows whether the file or its pages are newer.
    """

    plan: Plan
    created: bool
    changes: tuple[PlanChange, ...] = ()
    is_written: bool = True


@transaction.atomic
def plan_load(*, file: PlanFile, actor: User | None = None, correct: bool = False) -> PlanLoadResult:
    """Writes a whole plan from its file, over one of the same number and year that has no figures yet.

    A file that was loaded last changes nothing, whatever was edited on the pages since. Where it is not recorded which
    file was loaded last, the plan is corrected only with `correct`. Allocations and last year's figures that
    the file does not mention stay.
    Raises: PlanFileError naming every unit code that is unknown and every value that is invalid; StateRefusal when
    the plan would change and has figures.
    """
    reports_lock()
    units = UnitsByCode(file)
    owner = units.get(file.owner, "Kế hoạch")
    plan = _existing_plan(file, owner)
    if plan is None:
        plan = PlanWriter(units, file).write(None, owner)
        audit_record(actor=actor, action=TargetsAuditAction.PLAN_LOADED, obj=plan, after=_file_reference(file))
        return PlanLoadResult(plan, created=True)
    last = _last_file_hash(plan)
    if last == file.sha256:
        return PlanLoadResult(plan, created=False)
    with transaction.atomic():
        changes = _rewrite_plan(plan, owner, PlanWriter(units, file))
        if changes and not (last or correct):
            transaction.set_rollback(True)
            return PlanLoadResult(plan, created=False, changes=changes, is_written=False)
        if changes:
            _check_no_figures(plan)
            _record(plan, file, actor, changes)
    return PlanLoadResult(plan, created=False, changes=changes)


def plan_check(*, raw: Any, actor: User | None = None, correct: bool = False) -> PlanLoadResult:
    """Says what `plan_load` would do with the contents of a file, and writes nothing.

    Raises: as `plan_read` and `plan_load`.
    """
    with transaction.atomic():
        result = plan_load(file=plan_read(raw), actor=actor, correct=correct)
        transaction.set_rollback(True)
    return result


def plan_read(raw: Any) -> PlanFile:
    """Reads the contents of a plan's file.

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


def _existing_plan(file: PlanFile, owner: Unit | None) -> Plan | None:
    candidates = Plan.objects.select_for_update(of=("self",)).filter(
        document_number=file.document_number, year=file.year
    )
    return candidates.filter(owner=owner).first() if owner else None


def _rewrite_plan(plan: Plan, owner: Unit | None, writer: PlanWriter) -> tuple[PlanChange, ...]:
    before = plan_contents(plan)
    try:
        writer.write(plan, owner)
    except RestrictedError as error:
        followers = [obj for obj in error.restricted_objects if isinstance(obj, ProgrammeTarget)]
        sentence = FOLLOWED.format(target=followers[0]) if followers else HAS_FIGURES.format(plan=plan)
        raise StateRefusal(sentence) from error
    return plan_changes(before, plan_contents(plan))


def _check_no_figures(plan: Plan) -> None:
    if Indicator.objects.filter(plan=plan, figures__isnull=False).exists():
        raise StateRefusal(HAS_FIGURES.format(plan=plan))


def _record(plan: Plan, file: PlanFile, actor: User | None, changes: tuple[PlanChange, ...]) -> None:
    was, now = ({change.name: getattr(change, side) for change in changes} for side in ("before", "after"))
    audit_record(
        actor=actor, action=TargetsAuditAction.PLAN_CORRECTED, obj=plan, before=was, after=_file_reference(file) | now
    )


def _last_file_hash(plan: Plan) -> str:
    """The hash of the file that the plan was last loaded from; empty where none was recorded."""
    acts = AuditEvent.objects.filter(
        object_type=Plan._meta.label,
        object_id=str(plan.pk),
        action__in=LOADING,
    )
    newest = acts.order_by("-pk").first()
    return (newest.after or {}).get("sha256", "") if newest else ""


def _file_reference(file: PlanFile) -> dict[str, Any]:
    return {"document_number": file.document_number, "year": file.year, "sha256": file.sha256}
