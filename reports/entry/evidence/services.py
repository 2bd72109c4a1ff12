"""Files that show where a figure comes from, attached and taken away while the report is open to its unit."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.document_kinds import DocumentRefusal, check_size, document_kind, document_name
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput, Refusal
from reports.enums import ReportAction
from reports.models import Evidence, Figure, Report
from reports.permissions import check_can_enter
from reports.selectors.obligations import enters_indicator
from reports.services.events import event_write
from reports.services.figure_rows import lock_or_create_figure
from reports.services.open_reports import report_for_entry
from targets.models import Indicator, Period
from units.models import Unit, User

FOLDER = "evidence"
FIGURE_LIMIT = 20  # files


@dataclass(frozen=True, slots=True)
class AttachmentResult:
    """The outcome for one file; not `new` where the figure already had that content."""

    evidence: Evidence
    new: bool


def evidence_add(
    *, unit: Unit, period: Period, indicator: Indicator, actor: User, file: "UploadedFile[bytes]", name: str
) -> AttachmentResult:
    """Attaches one file to the unit's figure; the same content is stored only once.

    The first file of an indicator makes its figure, which stays empty and of version 0: nothing has been entered. The
    transaction must be the outermost one, so that a file is gone when it fails. Raises: Refusal, StateRefusal as for
    figures; InvalidInput for a file that is not accepted.
    """
    check_can_enter(actor, unit, period)  # before anything is read
    name = document_name(name)
    content = _content(file, name)
    # Written before the report is locked: others may save while a large file goes to disk.
    path = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}", file)
    evidence = Evidence(file=path, name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    try:
        with transaction.atomic():
            report = report_for_entry(unit=unit, period=period, actor=actor)
            result = _attach(report, _figure(report, indicator, actor), evidence, actor)
    except BaseException:
        default_storage.delete(path)
        raise
    if not result.new:
        default_storage.delete(path)
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
    change = {current.figure.indicator.code: {"evidence": [_event_data(current), None]}}
    current.delete()
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, changes=change)
    transaction.on_commit(partial(_delete_unused_file, str(current.file.name)), robust=True)


def _content(file: "UploadedFile[bytes]", name: str) -> bytes:
    """Reads the file's bytes and checks that it is of an accepted kind.

    Raises: InvalidInput.
    """
    try:
        check_size(file.size or 0)
        content = file.read()
        document_kind(content, name)
    except DocumentRefusal as refusal:
        raise InvalidInput({"file": str(refusal)}) from refusal
    return content


def _figure(report: Report, indicator: Indicator, actor: User) -> Figure:
    if not enters_indicator(report.unit, report.period, indicator):
        raise Refusal(f"{report.unit.name} không được giao nhập chỉ tiêu {indicator.code} trong kỳ này.")
    return lock_or_create_figure(report, indicator, actor)


def _attach(report: Report, figure: Figure, evidence: Evidence, actor: User) -> AttachmentResult:
    existing_files = list(figure.evidence.all())
    if same := next((file for file in existing_files if file.sha256 == evidence.sha256), None):
        return AttachmentResult(same, new=False)
    if len(existing_files) >= FIGURE_LIMIT:
        raise InvalidInput(
            {"file": f"Mỗi chỉ tiêu đính kèm nhiều nhất {FIGURE_LIMIT} tệp. Hãy gỡ tệp không cần hoặc gộp các tệp lại."}
        )
    evidence.figure, evidence.by, evidence.at = figure, actor, clock.now()
    evidence.name = _free_name(evidence.name, {file.name.casefold() for file in existing_files})
    save_valid(evidence)
    change = {figure.indicator.code: {"evidence": [None, _event_data(evidence)]}}
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, changes=change)
    return AttachmentResult(evidence, new=True)


def _free_name(name: str, used_names: Collection[str]) -> str:
    """Returns the name, with a number where another file of the figure has it: scanners call everything scan.pdf."""
    stem, dot, suffix = name.rpartition(".")
    n = 2
    while name.casefold() in used_names:
        name, n = f"{stem} ({n}){dot}{suffix}", n + 1
    return name


def _event_data(evidence: Evidence) -> dict[str, Any]:
    """Returns what the report's history keeps of a file."""
    return {"name": evidence.name, "size": evidence.size, "sha256": evidence.sha256}


def _delete_unused_file(path: str) -> None:
    """Deletes the bytes unless another revision of the report links them."""
    if not Evidence.objects.filter(file=path).exists():
        default_storage.delete(path)
