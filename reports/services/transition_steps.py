"""The steps that all transitions of a report share: lock, check what the person saw, write state and event."""

from chodon_thidua.lib.refusals import Conflict, InvalidInput
from chodon_thidua.lib.text import normalise
from reports.enums import ReportAction
from reports.models import Report
from reports.policies import check_transition, state_sentence
from reports.services.events import event_write
from units.models import User


def lock_report(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("unit", "period__plan").get(pk=report.pk)


def check_version(report: Report, seen_version: int) -> None:
    if report.version != seen_version:
        raise Conflict(f"Báo cáo đã thay đổi sau khi anh/chị mở trang. {state_sentence(report)}", theirs={}, mine={})


def required_reason(reason: str, sentence: str) -> str:
    reason = normalise(reason)
    if not reason:
        raise InvalidInput({"reason": sentence})
    return reason


def write_transition(
    report: Report, action: ReportAction, actor: User, *, comment: str = "", changes: dict[str, object] | None = None
) -> Report:
    """Writes the new state over exactly the version that was locked, with its event."""
    before, version = report.state, report.version
    report.state, report.version = check_transition(report, action), version + 1
    # Twenty queries less for an approval: what it points to is locked or signed in, and the database checks its rules.
    report.full_clean(
        exclude=[field.name for field in Report._meta.concrete_fields if field.is_relation],
        validate_unique=False,
        validate_constraints=False,
    )
    fields = (
        "state",
        "version",
        "first_submitted_at",
        "submitted_at",
        "submitted_by",
        "reviewed_at",
        "reviewed_by",
        "incomplete_reason",
    )
    row_count = Report.objects.filter(pk=report.pk, version=version).update(
        **{name: getattr(report, name) for name in fields}
    )
    if row_count != 1:
        raise Conflict("Báo cáo vừa được người khác xử lý.", theirs={}, mine={})
    event_write(report=report, action=action, actor=actor, from_state=before, comment=comment, changes=changes)
    return report
