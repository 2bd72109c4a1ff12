"""The numbers of a meeting as a snapshot stores them, and what has changed since."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chodon_thidua.lib.refusals import StateRefusal
from reports.dashboard.frame import ProgressFrame
from reports.dashboard.slides.meeting_slide import pack_slides
from reports.dashboard.slides.page import meeting_slides
from reports.excel.packed_table import pack_table
from reports.meeting import summary_table, unit_table
from reports.meeting.documents import MeetingDocuments, read_documents
from reports.meeting.official_header import MeetingOccasion
from reports.meeting.programmes import programme_table
from reports.progress.filters import ProgressFilter
from reports.selectors.data_version import data_state
from reports.selectors.scope import PlanScope

TRIES = 3


@dataclass(frozen=True, slots=True)
class SnapshotContent:
    """The papers with their workbook and their numbers, all from one state of the data."""

    documents: MeetingDocuments
    content: bytes
    numbers: dict[str, Any]


def read_snapshot_content(
    scope: PlanScope,
    *,
    occasion: MeetingOccasion,
    pending: bool,
    field_code: str,
    write: Callable[[MeetingDocuments], bytes],
) -> SnapshotContent:
    """Reads the papers and writes their workbook from one state of the data.

    An approval in between makes it start again.

    Queries: those of `read_documents` and of writing, and 2 more; again for each approval meanwhile.
    Raises: StateRefusal where the data change again and again; Http404 as `read_documents`.
    """
    plan = scope.view.plan.pk
    for _ in range(TRIES):
        state = data_state(plan)
        documents = read_documents(scope, pending=pending, field_code=field_code, occasion=occasion)
        content = write(documents)
        if data_state(plan) == state:
            frame = ProgressFrame(ProgressFilter(field_code=field_code, pending=pending), scope, documents.overview)
            slides = {"slides": pack_slides(meeting_slides(frame, documents.directives))}
            return SnapshotContent(documents, content, document_numbers(documents, state) | slides)
    raise StateRefusal("Số liệu đang được duyệt liên tục nên chưa chốt được. Hãy thử lại sau ít phút.")


def document_numbers(documents: MeetingDocuments, state: str) -> dict[str, Any]:
    """The cells of Biểu 01 and Biểu 02, and of Biểu 05 where there is one, in that state of the data."""
    programmes = documents.programmes
    return {
        "version": state,
        "extent": documents.texts.extent,
        "counted": documents.texts.counts_sentence,
        "sent": documents.texts.submission_sentence,
        "forms": [
            {"form": summary_table.FORM, "tables": [pack_table(documents.summary)]},
            {"form": unit_table.FORM, "tables": [pack_table(table) for table in documents.by_unit]},
            *([{"form": programme_table.FORM, "tables": [pack_table(programmes)]}] if programmes else []),
        ],
    }


def empty_numbers(state: str) -> dict[str, Any]:
    """Returns numbers without any cell, for papers that can no longer be made."""
    return {"version": state, "forms": []}
