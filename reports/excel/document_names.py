"""The names of the files that people take out, by plan, period and unit."""

from django.utils.timezone import localtime

from reports.excel.file_names import FileName, ascii_text, join_name
from reports.models import Snapshot
from reports.progress.overview import PlanOverview
from targets.models import Field, Period, Plan
from targets.rhythm import Rhythm
from targets.selectors import PlanView
from units.models import Unit


def document_name(
    overview: PlanOverview, field: Field | None = None, *, subject: str = "Tổng hợp", suffix: str = "xlsx"
) -> FileName:
    plan, unit = overview.plan, overview.scope
    period_part = _period_name(plan, overview.period)
    return join_name(
        [ascii_text(subject), _number(plan), period_part.plain, _unit(unit), ascii_text(field.code) if field else "",
         "gom-cho-duyet" if overview.pending else ""],
        [subject, plan.document_number, period_part.vietnamese, unit.name, f"lĩnh vực {field.name}" if field else "",
         "gồm số liệu chờ duyệt" if overview.pending else ""],
        suffix,
    )  # fmt: skip


def snapshot_name(snapshot: Snapshot) -> FileName:
    """Returns the name with the time of the snapshot, because the same numbers may be stored twice."""
    plan, unit, at = snapshot.plan, snapshot.scope, localtime(snapshot.at)
    period_part = _period_name(plan, snapshot.period)
    return join_name(
        ["so-lieu-hop", _number(plan), period_part.plain, _unit(unit), ascii_text(snapshot.field_code),
         "gom-cho-duyet" if snapshot.is_pending else "", f"{at:%Y%m%d-%H%M%S}"],
        ["Số liệu họp", plan.document_number, period_part.vietnamese, unit.name,
         f"lĩnh vực {snapshot.filters['field_name']}" if snapshot.field_code else "",
         "gồm số liệu chờ duyệt" if snapshot.is_pending else "", f"chốt {at:%d-%m-%Y %Hh%M.%S}"],
    )  # fmt: skip


def template_name(view: PlanView, period: Period, unit: Unit | None) -> FileName:
    """Returns the name of a workbook to fill in, for one unit or for all."""
    period_part = _period_name(view.plan, period)
    return join_name(
        ["mau-nhap", _number(view.plan), period_part.plain, _unit(unit) if unit else "tat-ca-don-vi"],
        ["Mẫu nhập", view.plan.document_number, period_part.vietnamese, unit.name if unit else "tất cả đơn vị"],
    )


def plan_template_name(view: PlanView, subject: str) -> FileName:
    """Returns the name of a workbook for the whole plan: `subject` are its targets or last year's figures."""
    plan = view.plan
    return join_name(
        [ascii_text(subject), _number(plan), str(plan.year)], [subject, plan.document_number, f"năm {plan.year}"]
    )


def _period_name(plan: Plan, period: Period) -> FileName:
    """Returns the part of a file's name for the period."""
    if plan.rhythm != Rhythm.QUARTERS:
        return FileName(ascii_text(period.title), period.title)
    if period.name != plan.rhythm.usual_names[period.ordinal]:
        return FileName(f"{ascii_text(period.name)}-{plan.year}", period.title)
    if period.is_final:
        return FileName(f"ca-nam-{plan.year}", f"cả năm {plan.year}")
    return FileName(f"quy-{period.ordinal}-{plan.year}", f"{period.name} năm {plan.year}")


def _number(plan: Plan) -> str:
    return ascii_text(plan.document_number) or str(plan.pk)


def _unit(unit: Unit) -> str:
    return ascii_text(unit.name) or ascii_text(unit.code) or str(unit.pk)
