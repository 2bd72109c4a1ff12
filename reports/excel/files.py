"""Workbooks as files: what they are called, how they are sent and how they are put on disk."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.http import HttpResponse

from chodon_thidua.lib.text import normalise, roman_quarter, search_key
from reports.selectors.overview import Overview
from targets.enums import FINAL_ORDINAL
from targets.models import Field, Period
from targets.selectors import PlanView
from units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_PART = 60  # characters
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_ILLEGAL = re.compile(r'[\\/:*?"<>|\s]+')  # in a name on Windows


@dataclass(frozen=True, slots=True)
class FileName:
    """`plain` is ASCII, for programs that know no other; `vietnamese` is what people see."""

    plain: str
    vietnamese: str


def summary_name(result: Overview, field: Field | None = None) -> FileName:
    plan, period, unit = result.plan, result.period, result.scope
    final = period.ordinal == FINAL_ORDINAL
    plain = [
        "tong-hop",
        _plain(plan.document_number) or str(plan.pk),
        f"ca-nam-{plan.year}" if final else f"quy-{period.ordinal}-{plan.year}",
        _plain(unit.name) or _plain(unit.code) or str(unit.pk),
        _plain(field.code) if field else "",
        "gom-cho-duyet" if result.pending else "",
    ]
    vietnamese = [
        "Tổng hợp",
        plan.document_number,
        f"cả năm {plan.year}" if final else f"{roman_quarter(period.ordinal)} năm {plan.year}",
        unit.name,
        f"lĩnh vực {field.name}" if field else "",
        "gồm số liệu chờ duyệt" if result.pending else "",
    ]
    return FileName(
        f"{'-'.join(filter(None, plain))}.xlsx", f"{' '.join(_legal(part) for part in vietnamese if part)}.xlsx"
    )


def template_name(view: PlanView, period: Period, unit: Unit | None) -> FileName:
    """Of a workbook to fill in, for one unit or for all."""
    plan, final = view.plan, period.ordinal == FINAL_ORDINAL
    plain = [
        "mau-nhap",
        _plain(plan.document_number) or str(plan.pk),
        f"ca-nam-{plan.year}" if final else f"quy-{period.ordinal}-{plan.year}",
        (_plain(unit.name) or _plain(unit.code) or str(unit.pk)) if unit else "tat-ca-don-vi",
    ]
    when = f"cả năm {plan.year}" if final else f"{roman_quarter(period.ordinal)} năm {plan.year}"
    vietnamese = ["Mẫu nhập", plan.document_number, when, unit.name if unit else "tất cả đơn vị"]
    return FileName(f"{'-'.join(plain)}.xlsx", f"{' '.join(_legal(part) for part in vietnamese if part)}.xlsx")


def plan_template_name(view: PlanView, what: str) -> FileName:
    """Of a workbook in which a coordinator sets something of the whole plan."""
    plan = view.plan
    plain = [_plain(what), _plain(plan.document_number) or str(plan.pk), str(plan.year)]
    return FileName(f"{'-'.join(plain)}.xlsx", f"{what} {_legal(plan.document_number)} năm {plan.year}.xlsx")


def download(content: bytes, name: FileName) -> HttpResponse:
    """The file as something to save, for this person only."""
    response = HttpResponse(content, content_type=XLSX)
    names = f"filename=\"{name.plain}\"; filename*=UTF-8''{quote(name.vietnamese)}"
    response["Content-Disposition"] = f"attachment; {names}"
    response["Cache-Control"] = "private, no-store"
    return response


@contextmanager
def whole_file(path: Path, content: bytes) -> Iterator[None]:
    """Put the content into the file once the block has succeeded; nobody ever finds half of it there.

    Raises: OSError.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _plain(text: str) -> str:
    return _NOT_PLAIN.sub("-", search_key(text))[:LONGEST_PART].strip("-")


def _legal(text: str) -> str:
    """The text without what file systems refuse; “15/KH-UBND” becomes “15-KH-UBND”."""
    return _ILLEGAL.sub(lambda found: " " if found[0].isspace() else "-", normalise(text))[:LONGEST_PART].strip(" .-")
