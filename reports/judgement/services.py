"""The only writer of assessments by hand."""

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import Conflict, InvalidInput, StateRefusal
from chodon_thidua.lib.text import normalise
from reports.enums import ReportsAuditAction
from reports.models import ManualAssessment
from reports.permissions import check_can_judge
from targets.enums import JUDGED_STATUSES, STATUS_LABELS, PeriodState, Status
from targets.models import Indicator, Period
from units.models import Unit, User
from units.services import audit_record


@transaction.atomic
def judgement_set(
    *,
    indicator: Indicator,
    unit: Unit,
    period: Period,
    status: str,
    reason: str,
    words: str,
    actor: User,
    seen_version: int,
) -> ManualAssessment:
    """Writes the status of an indicator in words, for a unit with all below it, over the version that the person saw.

    Version 0 is none. `words` are those that the person assessed; the same judgement again changes nothing.
    Raises: Refusal for whoever may not, StateRefusal before the period opens, InvalidInput, Conflict.
    """
    indicator = Indicator.objects.select_for_update(of=("self",)).select_related("plan__owner").get(pk=indicator.pk)
    check_can_judge(actor, indicator, unit)
    if period.state == PeriodState.UPCOMING:
        raise StateRefusal(f"{period.name} chưa mở nên chưa đánh giá được.")
    reason, words = normalise(reason), normalise(words)
    _check_values(status, reason, words)
    stored = ManualAssessment.objects.filter(indicator=indicator, unit=unit, period=period).first()
    row = stored or ManualAssessment(indicator=indicator, unit=unit, period=period, version=0)
    before = _audited(row) if stored else None
    if (row.status, row.reason, row.words) == (status, reason, words):
        return row
    if row.version != seen_version:
        raise Conflict(
            f"{row.judge.full_name} vừa đánh giá “{row.get_status_display()}”; đánh giá của anh/chị chưa được lưu.",
            theirs=_audited(row),
            mine={"status": status, "reason": reason},
        )
    row.status, row.reason, row.words = status, reason, words
    row.judge, row.judged_at, row.version = actor, clock.now(), row.version + 1
    save_valid(row)
    after = {"indicator": indicator.code, "unit": unit.code, "period": period.name} | _audited(row)
    audit_record(actor=actor, action=ReportsAuditAction.JUDGEMENT, obj=row, before=before, after=after)
    return row


def _check_values(status: str, reason: str, words: str) -> None:
    errors = {}
    if status not in JUDGED_STATUSES:
        errors["judgement"] = "Hãy chọn một mức đánh giá."
    if not reason:
        errors["reason"] = "Đánh giá tay phải ghi lý do."
    if not words:
        errors["judgement"] = "Chưa có nội dung báo cáo để đánh giá."
    if errors:
        raise InvalidInput(errors)


def _audited(row: ManualAssessment) -> dict[str, str]:
    return {"status": STATUS_LABELS[Status(row.status)], "reason": row.reason, "text": row.words}
