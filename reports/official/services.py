"""The signed copy of a report: attached after it was sent, replaced or taken away; every copy stays with its file."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.document_kinds.kinds import JPEG, PDF, PNG
from chodon_thidua.lib.model_saving import save_valid
from reports.enums import ReportAction
from reports.models import Report, SignedCopy
from reports.official.permissions import check_can_sign, check_is_sent
from reports.services.documents import document_store, file_event_data
from reports.services.events import event_write
from targets.models import Period
from units.models import Unit, User

FOLDER = "signed"
KINDS = (PDF, JPEG, PNG)


def signed_copy_add(*, unit: Unit, period: Period, actor: User, file: "UploadedFile[bytes]", name: str) -> SignedCopy:
    """Attaches the copy to the report that the unit has sent, in place of another; the same content changes nothing.

    The transaction must be the outermost one, so that a file is gone when it fails.
    Raises: Refusal; StateRefusal for a report that is not sent; InvalidInput for a file that is not accepted.
    """
    check_can_sign(actor, unit)  # before anything is read
    document = document_store(file, name, FOLDER, KINDS)
    new_copy = SignedCopy(file=document.path, name=document.name, size=document.size, sha256=document.sha256)
    try:
        with transaction.atomic():
            stored_copy = _attach(_lock_sent_report(unit, period), new_copy, actor)
    except BaseException:
        document.delete()
        raise
    if stored_copy is not new_copy:
        document.delete()
    return stored_copy


@transaction.atomic
def signed_copy_remove(*, item: SignedCopy, actor: User) -> None:
    """Takes the copy away; its row and its file stay. A second time does nothing.

    Raises: Refusal; StateRefusal for a report that is not sent.
    """
    check_can_sign(actor, item.report.unit)
    report = _lock_sent_report(item.report.unit, item.report.period)
    current = _current_copy(report)
    if current is None or current.pk != item.pk:
        return
    _mark_removed(current, actor)
    _write_event(report, actor, current, None)


def _attach(report: Report, new_copy: SignedCopy, actor: User) -> SignedCopy:
    current = _current_copy(report)
    if current and current.sha256 == new_copy.sha256:
        return current
    if current:
        _mark_removed(current, actor)
    new_copy.report, new_copy.by, new_copy.at = report, actor, clock.now()
    save_valid(new_copy)
    _write_event(report, actor, current, new_copy)
    return new_copy


def _lock_sent_report(unit: Unit, period: Period) -> Report:
    own = Report.objects.filter(unit=unit, period=period).select_related("unit", "period").order_by()
    reports = own.select_for_update(of=("self",))
    return check_is_sent(max(reports, key=lambda report: report.revision, default=None))


def _current_copy(report: Report) -> SignedCopy | None:
    return SignedCopy.objects.filter(report=report, removed_at__isnull=True).first()


def _mark_removed(copy: SignedCopy, actor: User) -> None:
    copy.removed_by, copy.removed_at = actor, clock.now()
    copy.save(update_fields=("removed_by", "removed_at"))


def _write_event(report: Report, actor: User, old: SignedCopy | None, new: SignedCopy | None) -> None:
    change = [file_event_data(copy) if copy else None for copy in (old, new)]
    event_write(report=report, action=ReportAction.SIGN, actor=actor, changes={"signed_copy": change})
