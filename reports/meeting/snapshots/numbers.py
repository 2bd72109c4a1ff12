"""The numbers of a meeting as they are kept, and what has become of them since."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chodon_thidua.lib.refusals import StateRefusal
from reports.meeting import summary_table, unit_table
from reports.meeting.documents import Papers, read_papers
from reports.selectors.data_version import data_state
from reports.selectors.scope import Scope

GONE, NEW = "không còn trong biểu", "mới có trong biểu"
TRIES = 3
Place = tuple[str, str, str]  # form, row, column


@dataclass(frozen=True, slots=True)
class Changed:
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
class Frozen:
    """Papers with their file and their numbers, all of one state of the data."""

    papers: Papers
    content: bytes
    numbers: dict[str, Any]


def read_to_freeze(scope: Scope, *, pending: bool, field_code: str, write: Callable[[Papers], bytes]) -> Frozen:
    """Read and write the papers while nothing changes: the sheets are asked for one after the other.

    Queries: those of `read_papers` and of writing, and 2 more; again for each approval meanwhile.
    Raises: StateRefusal where the data change again and again; Http404 as `read_papers`.
    """
    plan = scope.view.plan.pk
    for _ in range(TRIES):
        state = data_state(plan)
        papers = read_papers(scope, pending=pending, field_code=field_code)
        content = write(papers)
        if data_state(plan) == state:
            return Frozen(papers, content, freeze(papers, state))
    raise StateRefusal("Số liệu đang được duyệt liên tục nên chưa chốt được. Hãy thử lại sau ít phút.")


def freeze(papers: Papers, state: str) -> dict[str, Any]:
    """The cells of Biểu 01 and Biểu 02, in that state of the data."""
    return {
        "version": state,
        "extent": papers.words.extent,
        "counted": papers.words.counted,
        "sent": papers.words.sent,
        "forms": [
            {"form": summary_table.FORM, "tables": [papers.summary.packed()]},
            {"form": unit_table.FORM, "tables": [table.packed() for table in papers.by_unit]},
        ],
    }


def nothing(state: str) -> dict[str, Any]:
    """What is left of papers that cannot be made any more."""
    return {"version": state, "forms": []}


def changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Changed]:
    """Cell by cell as they read, in the order of the frozen tables, then what is new."""
    return list(_changes(was, now))


def _changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Changed]:
    old, new = dict(_cells(was)), dict(_cells(now))
    rows_then, rows_now = ({key[:2] for key in cells} for cells in (old, new))
    for key, (row, column, text) in old.items():
        gone = GONE if text and key[:2] not in rows_now else ""
        today = new[key][2] if key in new else gone
        if text != today:
            yield Changed(key, row, column, text, today)
    for key, (row, column, text) in new.items():
        if key not in old and text:
            yield Changed(key, row, column, "" if key[:2] in rows_then else NEW, text)


def _cells(frozen: Mapping[str, Any]) -> Iterator[tuple[Place, tuple[str, str, str]]]:
    """By form, row and column: what people call the two, and the text. Tables may be laid out in other ways."""
    for form in frozen["forms"]:
        for table in form["tables"]:
            for row in (row for group in table["groups"] for row in group["rows"]):
                for column, cell in zip(table["columns"], row["cells"], strict=True):
                    if column["compared"]:
                        heading = column["heading"]
                        name = f"{column['over']}: {heading.lower()}" if column["over"] else heading
                        yield (form["form"], row["key"], column["key"]), (row["name"], name, cell["text"])
