"""Figures by Excel: the page of one unit, and that of all units of a period."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from chodon_thidua.lib.refusals import Conflict, InvalidInput, StateRefusal
from reports.excel.downloads import FileName, template_name
from reports.intake.figures.lines import EntrySheet, entry_sheet, units_to_enter
from reports.intake.figures.reader import FigureReader, ProposedFigure
from reports.intake.figures.template import figure_template
from reports.intake.kit.reading import WorkbookIntake
from reports.intake.page import IntakePage, workbook_source
from reports.intake.services import figures_import, template_record
from reports.selectors.scope import plan_period, report_address
from units.enums import Role
from units.models import User
from units.permissions import has_role

LEAD = (
    "Mẫu có sẵn số đã nhập, kỳ trước và cùng kỳ. Điền bằng Excel hoặc LibreOffice, không cần mạng; chỉ nhập vào ô "
    "nền vàng."
)


class FigurePage(IntakePage[EntrySheet, ProposedFigure]):
    """One unit for its reporters; without a code all units for who administers them or reports for several."""

    name = "intake"
    title = "Nhập từ Excel"
    preview = "reports/intake/figures_preview.html"
    answered_refusals = (StateRefusal, Conflict, InvalidInput)
    keeps_preview = False

    def open(self, user: User, **address: Any) -> EntrySheet:
        year, ordinal, code = address["year"], address["ordinal"], address.get("code", "")
        if code:
            report = report_address(user, year, code, ordinal)
            if not has_role(user, Role.REPORTER, report.unit):
                raise Http404("Chỉ cán bộ nhập liệu của đơn vị có trang này.")
            return entry_sheet(report.view, report.period, [report.unit], report.unit)
        units = units_to_enter(user)
        if not has_role(user, Role.ADMINISTRATOR) and len(units) < 2:
            raise Http404("Chỉ quản trị kế hoạch, hoặc cán bộ nhập liệu của nhiều đơn vị, có trang này.")
        view, period = plan_period(user, year, ordinal)
        return entry_sheet(view, period, units)

    def reader(self, source: EntrySheet) -> FigureReader:
        return FigureReader(source)

    def template(self, source: EntrySheet, user: User, at: datetime) -> tuple[bytes, FileName]:
        if reason := _closing_reason(source):
            raise StateRefusal(reason)
        content = figure_template(source, by=user.full_name, at=at)
        return content, template_name(source.view, source.period, source.scope)

    def record_template(self, source: EntrySheet, user: User, file: str) -> None:
        template_record(actor=user, subject=source.period, file=file, scope=source.address)

    def write(self, source: EntrySheet, intake: WorkbookIntake[ProposedFigure], user: User, reason: str) -> int:
        return figures_import(
            period=source.period,
            changes=[change.as_service() for change in intake.changes],
            actor=user,
            file=workbook_source(intake, source.scope.code if source.scope else ""),
            on_behalf=source.scope is None,
        )

    def context(self, source: EntrySheet, user: User) -> Mapping[str, Any]:
        period = source.period
        return {
            "sheet": source,
            "scope_name": source.scope.name if source.scope else "Tất cả đơn vị",
            "facts": [
                period.title,
                f"số liệu đến {period.ends_on:%d/%m/%Y}, hạn gửi {period.due_on:%d/%m/%Y}",
            ],
            "closing_reason": _closing_reason(source),
            "is_empty": not source.lines,
            "lead": LEAD if source.scope else f"{LEAD} {_lead_of_all(source)}",
            **_back_link(source, user),
        }

    def url(self, source: EntrySheet, step: str = "") -> str:
        if source.scope:
            return _unit_url(f"intake{step}", source)
        return reverse(f"reports:intake_all{step}", args=(source.view.plan.year, source.period.ordinal))

    def done_url(self, source: EntrySheet) -> str:
        return _unit_url("entry", source) if source.scope else self.url(source)


def _unit_url(name: str, sheet: EntrySheet) -> str:
    return reverse(f"reports:{name}", args=(sheet.view.plan.year, sheet.address, sheet.period.ordinal))


def _closing_reason(sheet: EntrySheet) -> str:
    return sheet.closing_reasons.get(sheet.scope.pk, "") if sheet.scope else ""


def _lead_of_all(sheet: EntrySheet) -> str:
    return (
        f"Mẫu này gồm {len(sheet.reporting)} đơn vị, {len(sheet.lines)} dòng. Số nhập thay được ghi tên người nhập; "
        "đơn vị vẫn tự gửi báo cáo của mình."
    )


def _back_link(sheet: EntrySheet, user: User) -> dict[str, str]:
    """The report, or the period for who coordinates the plan."""
    if sheet.scope:
        return {"back_url": _unit_url("entry", sheet), "back_label": "Về báo cáo"}
    if has_role(user, Role.ADMINISTRATOR, sheet.view.plan.owner):
        url = reverse("reports:period", args=(sheet.view.plan.year, sheet.period.ordinal))
        return {"back_url": url, "back_label": "Về kỳ báo cáo"}
    return {}
