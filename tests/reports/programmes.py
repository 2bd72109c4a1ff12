"""Programmes of the sample office, as their files say, and years that are over."""

from typing import Any

from targets.enums import PeriodState
from targets.models import Period, Plan, Programme, ProgrammeTarget
from targets.programme_file import read_programme
from targets.services import programme_load
from tests.reports.builders import YEAR, SampleOffice, moment


def raw_target(code: str = "M01", **changes: Any) -> dict[str, Any]:
    """A target of a programme's file: the sum of the first indicator."""
    return {
        "code": code,
        "name": f"Rừng trồng mới {code}",
        "plan": "15/KH-UBND",
        "plan_year": YEAR,
        "indicator": "CT01",
        "over_years": "SUM",
        "comparator": ">=",
        "target": "1000",
    } | changes


def raw_programme(*targets: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "document_number": "20/CTr-UBND",
        "issued_on": "2021-03-15",
        "title": "Chương trình giai đoạn 2021–2025",
        "owner": "064",
        "first_year": 2021,
        "last_year": 2025,
        "targets": list(targets) or [raw_target()],
    } | changes


def load_programme(office: SampleOffice, *targets: dict[str, Any], **changes: Any) -> Programme:
    """Loads a programme of the district."""
    return programme_load(file=read_programme(raw_programme(*targets, **changes))).programme


def target_of(programme: Programme, code: str = "M01") -> ProgrammeTarget:
    return ProgrammeTarget.objects.select_related("programme__owner", "indicator").get(programme=programme, code=code)


def close_year(office: SampleOffice, plan: Plan) -> None:
    """Locks every period of a plan, which closes its year."""
    locked = {"locked_at": moment(year=plan.year), "locked_by": office.administrator}
    Period.objects.filter(plan=plan).update(state=PeriodState.LOCKED, **locked)
