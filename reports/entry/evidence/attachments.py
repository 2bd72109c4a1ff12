"""A file is attached to its figure once, under a name that no other file of the figure has."""

from dataclasses import dataclass

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from reports.enums import ReportAction
from reports.models import Evidence, Figure, Report
from reports.services.documents import file_event_data, free_name
from reports.services.events import event_write
from units.models import User

FIGURE_LIMIT = 20  # files


@dataclass(frozen=True, slots=True)
class AttachmentResult:
    """The outcome for one file; not `is_new` where the figure already had that content."""

    evidence: Evidence
    is_new: bool


def attach_file(report: Report, figure: Figure, evidence: Evidence, actor: User) -> AttachmentResult:
    existing_files = list(figure.evidence.all())
    if same := next((file for file in existing_files if file.sha256 == evidence.sha256), None):
        return AttachmentResult(same, is_new=False)
    if len(existing_files) >= FIGURE_LIMIT:
        raise InvalidInput(
            {"file": f"Mỗi chỉ tiêu đính kèm nhiều nhất {FIGURE_LIMIT} tệp. Hãy gỡ tệp không cần hoặc gộp các tệp lại."}
        )
    evidence.figure, evidence.by, evidence.at = figure, actor, clock.now()
    evidence.name = free_name(evidence.name, {file.name.casefold() for file in existing_files})
    save_valid(evidence)
    change = {figure.indicator.code: {"evidence": [None, file_event_data(evidence)]}}
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, changes=change)
    return AttachmentResult(evidence, is_new=True)
