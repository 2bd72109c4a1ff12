"""Files that show where a figure comes from, attached and taken away while the report is open to its unit."""

from functools import partial

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chodon_thidua.lib.refusals import Refusal
from reports.entry.evidence.attachments import AttachmentResult, attach_file
from reports.enums import ReportAction
from reports.models import Evidence, Figure, Report
from reports.permissions import check_can_enter
from reports.selectors.obligations import enters_indicator
from reports.services.documents import document_store, file_event_data
from reports.services.events import event_write
from reports.services.figure_rows import lock_or_create_figure
from reports.services.open_reports import report_for_entry
from targets.models import Indicator, Period
from units.models import Unit, User

FOLDER = "evidence"


def evidence_add(
    *, unit: Unit, period: Period, indicator: Indicator, actor: User, file: "UploadedFile[bytes]", name: str
) -> AttachmentResult:
    """Attaches one file to the unit's figure; the same content is stored only once.

    The first file of an indicator makes its figure, which stays empty and of version 0: nothing has been entered. The
    transaction must be the outermost one, so that a file is gone when it fails. Raises: Refusal, StateRefusal as for
    figures; InvalidInput for a file that is not accepted.
    """
    check_can_enter(actor, unit, period)  # before anything is read
    # Written before the report is locked: others may save while a large file goes to disk.
    document = document_store(file, name, FOLDER)
    evidence = Evidence(file=document.path, name=document.name, size=document.size, sha256=document.sha256)
    try:
        with transaction.atomic():
            report = report_for_entry(unit=unit, period=period, actor=actor)
            result = attach_file(report, _figure(report, indicator, actor), evidence, actor)
    except BaseException:
        document.delete()
        raise
    if not result.is_new:
        document.delete()
    return result


@transaction.atomic
def evidence_remove(*, item: Evidence, actor: User) -> None:
    """Takes a file off its figure; the report's history keeps its name, size and SHA-256. A second time does nothing.

    Raises: Refusal, StateRefusal as for figures.
    """
    original = item.figure.report
    report = report_for_entry(unit=original.unit, period=original.period, actor=actor)
    current = Evidence.objects.filter(pk=item.pk).select_related("figure__indicator").first()
    if current is None:
        return
    if current.figure.report_id != report.pk:
        raise Refusal("Tệp này thuộc một lần báo cáo đã khép lại; hãy đề nghị mở lại báo cáo để đính chính.")
    change = {current.figure.indicator.code: {"evidence": [file_event_data(current), None]}}
    current.delete()
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, changes=change)
    transaction.on_commit(partial(_delete_unused_file, str(current.file.name)), robust=True)


def _figure(report: Report, indicator: Indicator, actor: User) -> Figure:
    if not enters_indicator(report.unit, report.period, indicator):
        raise Refusal(f"{report.unit.name} không được giao nhập chỉ tiêu {indicator.code} trong kỳ này.")
    return lock_or_create_figure(report, indicator, actor)


def _delete_unused_file(path: str) -> None:
    """Deletes the bytes unless another revision of the report links them."""
    if not Evidence.objects.filter(file=path).exists():
        default_storage.delete(path)
