"""Workbooks as files: what they are called, how they are sent and how they are put on disk."""

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
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_ILLEGAL = re.compile(r'[\\/:*?"<>|\s]+')  # in a name on Windows


@dataclass(frozen=True, slots=True)
class FileName:
    """`plain` is ASCII, for programs that know no other; `vietnamese` is what people see."""

    plain: str
    vietnamese: str


def document_name(
    result: PlanOverview, field: Field | None = None, *, what: str = "Tổng hợp", suffix: str = "xlsx"
) -> FileName:
    plan, unit = result.plan, result.scope
    when = _period_name(plan, result.period)
    return _join_name(
        [_ascii_text(what), _number(plan), when.plain, _unit(unit), _ascii_text(field.code) if field else "",
         "gom-cho-duyet" if result.pending else ""],
        [what, plan.document_number, when.vietnamese, unit.name, f"lĩnh vực {field.name}" if field else "",
         "gồm số liệu chờ duyệt" if result.pending else ""],
        suffix,
    )  # fmt: skip


def snapshot_name(snapshot: Snapshot) -> FileName:
    """Returns the name with the moment of the meeting, for the same numbers may be frozen twice."""
    plan, unit, at = snapshot.plan, snapshot.scope, localtime(snapshot.at)
    when = _period_name(plan, snapshot.period)
    return _join_name(
        ["so-lieu-hop", _number(plan), when.plain, _unit(unit), _ascii_text(snapshot.field_code),
         "gom-cho-duyet" if snapshot.is_pending else "", f"{at:%Y%m%d-%H%M%S}"],
        ["Số liệu họp", plan.document_number, when.vietnamese, unit.name,
         f"lĩnh vực {snapshot.filters['field_name']}" if snapshot.field_code else "",
         "gồm số liệu chờ duyệt" if snapshot.is_pending else "", f"chốt {at:%d-%m-%Y %Hh%M.%S}"],
    )  # fmt: skip


def template_name(view: PlanView, period: Period, unit: Unit | None) -> FileName:
    """Returns the name of a workbook to fill in, for one unit or for all."""
    when = _period_name(view.plan, period)
    return _join_name(
        ["mau-nhap", _number(view.plan), when.plain, _unit(unit) if unit else "tat-ca-don-vi"],
        ["Mẫu nhập", view.plan.document_number, when.vietnamese, unit.name if unit else "tất cả đơn vị"],
    )


def plan_template_name(view: PlanView, what: str) -> FileName:
    """Returns the name of a workbook in which a coordinator sets something of the whole plan."""
    plan = view.plan
    return _join_name(
        [_ascii_text(what), _number(plan), str(plan.year)], [what, plan.document_number, f"năm {plan.year}"]
    )


def _join_name(plain: Iterable[str], vietnamese: Iterable[str], suffix: str = "xlsx") -> FileName:
    """The parts that are there, as one name each."""
    return FileName(
        f"{'-'.join(filter(None, plain))}.{suffix}",
        f"{' '.join(_legal_text(part) for part in vietnamese if part)}.{suffix}",
    )


def _period_name(plan: Plan, period: Period) -> FileName:
    """The part of a name that tells the period."""
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
    """The file as something to save, for this person only."""
    return _to_save(HttpResponse(content, content_type=content_type), name)


def stream(pieces: Iterable[bytes] | Iterable[str], name: FileName, content_type: str) -> StreamingHttpResponse:
    """The same for a file that is sent while it is made."""
    return _to_save(StreamingHttpResponse(pieces, content_type=content_type), name)


def _to_save(response: Response, name: FileName) -> Response:
    names = f"filename=\"{name.plain}\"; filename*=UTF-8''{quote(name.vietnamese)}"
    response["Content-Disposition"] = f"attachment; {names}"
    response["Cache-Control"] = "private, no-store"
    return response


@contextmanager
def whole_file(path: Path) -> Iterator[tuple[IO[bytes], Callable[[], None]]]:
    """A file to write into, and what puts it in its place when it is whole; nobody ever finds half of it there.

    Raises: OSError.
    """
    partial_path = path.with_name(f".{path.name}.{secrets.token_hex(4)}")

    def put_in_place() -> None:
        file.flush()
        os.fsync(file.fileno())
        partial_path.replace(path)

    try:
        with partial_path.open("xb") as file:
            yield file, put_in_place
    finally:
        partial_path.unlink(missing_ok=True)


def _ascii_text(text: str) -> str:
    return _NOT_PLAIN.sub("-", search_key(text))[:LONGEST_PART].strip("-")


def _legal_text(text: str) -> str:
    """The text without what file systems refuse; “15/KH-UBND” becomes “15-KH-UBND”."""
    return _ILLEGAL.sub(lambda found: " " if found[0].isspace() else "-", normalise(text))[:LONGEST_PART].strip(" .-")
