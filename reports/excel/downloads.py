"""Files to download or to write: their names, their responses, their place on disk."""

import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime

from chodon_thidua.lib.text import normalise, roman_quarter, search_key
from reports.models import Snapshot
from reports.progress.overview import PlanOverview
from targets.enums import FINAL_ORDINAL
from targets.models import Field, Period, Plan
from targets.selectors import PlanView
from units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, ZIP = "text/csv; charset=utf-8", "application/zip"
Response = TypeVar("Response", bound=HttpResponseBase)
LONGEST_PART = 60  # characters
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_ILLEGAL = re.compile(r'[\\/:*?"<>|\s]+')  # in a name on Windows


@dataclass(frozen=True, slots=True)
class FileName:
    """`plain` is ASCII, for programs that know no other; `vietnamese` is what people see."""

    plain: str
    vietnamese: str


def document_name(
    overview: PlanOverview, field: Field | None = None, *, subject: str = "Tổng hợp", suffix: str = "xlsx"
) -> FileName:
    plan, unit = overview.plan, overview.scope
    period_part = _period_name(plan, overview.period)
    return _join_name(
        [_ascii_text(subject), _number(plan), period_part.plain, _unit(unit), _ascii_text(field.code) if field else "",
         "gom-cho-duyet" if overview.pending else ""],
        [subject, plan.document_number, period_part.vietnamese, unit.name, f"lĩnh vực {field.name}" if field else "",
         "gồm số liệu chờ duyệt" if overview.pending else ""],
        suffix,
    )  # fmt: skip


def snapshot_name(snapshot: Snapshot) -> FileName:
    """Returns the name with the time of the snapshot, because the same numbers may be stored twice."""
    plan, unit, at = snapshot.plan, snapshot.scope, localtime(snapshot.at)
    period_part = _period_name(plan, snapshot.period)
    return _join_name(
        ["so-lieu-hop", _number(plan), period_part.plain, _unit(unit), _ascii_text(snapshot.field_code),
         "gom-cho-duyet" if snapshot.is_pending else "", f"{at:%Y%m%d-%H%M%S}"],
        ["Số liệu họp", plan.document_number, period_part.vietnamese, unit.name,
         f"lĩnh vực {snapshot.filters['field_name']}" if snapshot.field_code else "",
         "gồm số liệu chờ duyệt" if snapshot.is_pending else "", f"chốt {at:%d-%m-%Y %Hh%M.%S}"],
    )  # fmt: skip


def template_name(view: PlanView, period: Period, unit: Unit | None) -> FileName:
    """Returns the name of a workbook to fill in, for one unit or for all."""
    period_part = _period_name(view.plan, period)
    return _join_name(
        ["mau-nhap", _number(view.plan), period_part.plain, _unit(unit) if unit else "tat-ca-don-vi"],
        ["Mẫu nhập", view.plan.document_number, period_part.vietnamese, unit.name if unit else "tất cả đơn vị"],
    )


def plan_template_name(view: PlanView, subject: str) -> FileName:
    """Returns the name of a workbook for the whole plan: `subject` are its targets or last year's figures."""
    plan = view.plan
    return _join_name(
        [_ascii_text(subject), _number(plan), str(plan.year)], [subject, plan.document_number, f"năm {plan.year}"]
    )


def _join_name(plain: Iterable[str], vietnamese: Iterable[str], suffix: str = "xlsx") -> FileName:
    """Joins the parts that are not empty into the two names."""
    return FileName(
        f"{'-'.join(filter(None, plain))}.{suffix}",
        f"{' '.join(_legal_text(part) for part in vietnamese if part)}.{suffix}",
    )


def _period_name(plan: Plan, period: Period) -> FileName:
    """Returns the part of a file's name for the period."""
    if period.name != roman_quarter(period.ordinal):
        return FileName(f"{_ascii_text(period.name)}-{plan.year}", period.title)
    if period.ordinal == FINAL_ORDINAL:
        return FileName(f"ca-nam-{plan.year}", f"cả năm {plan.year}")
    return FileName(f"quy-{period.ordinal}-{plan.year}", f"{period.name} năm {plan.year}")


def _number(plan: Plan) -> str:
    return _ascii_text(plan.document_number) or str(plan.pk)


def _unit(unit: Unit) -> str:
    return _ascii_text(unit.name) or _ascii_text(unit.code) or str(unit.pk)


def download(content: bytes, name: FileName, content_type: str = XLSX) -> HttpResponse:
    """Returns the response that saves the file; nobody else may cache it."""
    return _as_attachment(HttpResponse(content, content_type=content_type), name)


def stream(chunks: Iterable[bytes] | Iterable[str], name: FileName, content_type: str) -> StreamingHttpResponse:
    """Returns the response of a file that is sent while it is made, chunk by chunk."""
    return _as_attachment(StreamingHttpResponse(chunks, content_type=content_type), name)


def _as_attachment(response: Response, name: FileName) -> Response:
    names = f"filename=\"{name.plain}\"; filename*=UTF-8''{quote(name.vietnamese)}"
    response["Content-Disposition"] = f"attachment; {names}"
    response["Cache-Control"] = "private, no-store"
    return response


@contextmanager
def atomic_file(path: Path) -> Iterator[tuple[IO[bytes], Callable[[], None]]]:
    """Yields a file to write into and a function that moves it to the path when it is complete.

    No incomplete file ever stands at the path; without the call the file is deleted.

    Raises: OSError.
    """
    partial_path = path.with_name(f".{path.name}.{secrets.token_hex(4)}")

    def move_into_place() -> None:
        file.flush()
        os.fsync(file.fileno())
        partial_path.replace(path)

    try:
        with partial_path.open("xb") as file:
            yield file, move_into_place
    finally:
        partial_path.unlink(missing_ok=True)


def _ascii_text(text: str) -> str:
    return _NOT_ASCII_WORD.sub("-", search_key(text))[:LONGEST_PART].strip("-")


def _legal_text(text: str) -> str:
    """Returns the text without characters that file systems refuse; “15/KH-UBND” becomes “15-KH-UBND”."""
    return _ILLEGAL.sub(lambda match: " " if match[0].isspace() else "-", normalise(text))[:LONGEST_PART].strip(" .-")
