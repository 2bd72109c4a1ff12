"""The numbers of a meeting as they are kept, and what has become of them since."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chodon_thidua.lib.refusals import StateRefusal
from reports.meeting import summary_table, unit_table
from reports.meeting.documents import MeetingDocuments, read_documents
from reports.selectors.data_version import data_state
from reports.selectors.scope import PlanScope

GONE, NEW = "không còn trong biểu", "mới có trong biểu"
TRIES = 3
Place = tuple[str, str, str]  # form, row, column


@dataclass(frozen=True, slots=True)
class SnapshotChange:
    """One cell that reads otherwise than when it was frozen; empty text where there was, or is, no number."""

    place: Place
    row: str
    column: str
    was: str
    now: str

    @property
    def form(self) -> str:
        return self.place[0]


@dataclass(frozen=True, slots=True)
class SnapshotContent:
    """Papers with their file and their numbers, all of one state of the data."""

    papers: MeetingDocuments
    content: bytes
    numbers: dict[str, Any]


def read_snapshot_content(
    scope: PlanScope, *, pending: bool, field_code: str, write: Callable[[MeetingDocuments], bytes]
) -> SnapshotContent:
    """Read and write the papers while nothing changes: the sheets are asked for one after the other.

    Queries: those of `read_documents` and of writing, and 2 more; again for each approval meanwhile.
    Raises: StateRefusal where the data change again and again; Http404 as `read_documents`.
    """
    plan = scope.view.plan.pk
    for _ in range(TRIES):
        state = data_state(plan)
        papers = read_documents(scope, pending=pending, field_code=field_code)
        content = write(papers)
        if data_state(plan) == state:
            return SnapshotContent(papers, content, document_numbers(papers, state))
    raise StateRefusal("Số liệu đang được duyệt liên tục nên chưa chốt được. Hãy thử lại sau ít phút.")


def document_numbers(papers: MeetingDocuments, state: str) -> dict[str, Any]:
    """The cells of Biểu 01 and Biểu 02, in that state of the data."""
    return {
        "version": state,
        "extent": papers.words.extent,
        "counted": papers.words.counted,
        "sent": papers.words.sent,
        "forms": [
            {"form": summary_table.FORM, "tables": [papers.summary.pack()]},
            {"form": unit_table.FORM, "tables": [table.pack() for table in papers.by_unit]},
        ],
    }


def empty_numbers(state: str) -> dict[str, Any]:
    """The words for papers that cannot be made any more."""
    return {"version": state, "forms": []}


def snapshot_changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[SnapshotChange]:
    """Cell by cell as they read, in the order of the frozen tables, then what is new."""
    return list(_iterate_changes(was, now))


def _iterate_changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[SnapshotChange]:
    old, new = dict(_cells_by_place(was)), dict(_cells_by_place(now))
    rows_then, rows_now = ({key[:2] for key in cells} for cells in (old, new))
    for key, (row, column, text) in old.items():
        removal_text = GONE if text and key[:2] not in rows_now else ""
        today = new[key][2] if key in new else removal_text
        if text != today:
            yield SnapshotChange(key, row, column, text, today)
    for key, (row, column, text) in new.items():
        if key not in old and text:
            yield SnapshotChange(key, row, column, "" if key[:2] in rows_then else NEW, text)


def _cells_by_place(numbers: Mapping[str, Any]) -> Iterator[tuple[Place, tuple[str, str, str]]]:
    """Returns the cells by form, row and column: the names of the two, and the text. Tables may be laid out anew."""
    for form in numbers["forms"]:
        for table in form["tables"]:
            for row in (row for group in table["groups"] for row in group["rows"]):
                for column, cell in zip(table["columns"], row["cells"], strict=True):
                    if column["compared"]:
                        heading = column["heading"]
                        name = f"{column['over']}: {heading.lower()}" if column["over"] else heading
                        yield (form["form"], row["key"], column["key"]), (row["name"], name, cell["text"])
