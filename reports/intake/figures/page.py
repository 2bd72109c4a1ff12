"""Figures by Excel: the page of one unit, and that of all units of a period."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from chodon_thidua.lib.refusals import Conflict, InvalidInput, StateRefusal
from reports.excel.document_names import template_name
from reports.excel.file_names import FileName
from reports.intake.figures.entry_sheet import EntrySheet
from reports.intake.figures.lines import entry_sheet, units_to_enter
from reports.intake.figures.proposals import ProposedFigure
from reports.intake.figures.reader import FigureReader
from reports.intake.figures.template import figure_template
from reports.intake.kit.filled_rows import WorkbookIntake
from reports.intake.page import IntakePage
from reports.intake.services import figures_import, template_record
from reports.selectors.report_contents.report_address import report_address
from reports.selectors.scope import plan_period
from units.enums import Role
from units.models import User
from units.permissions import has_role

LEAD = (
    "Mẫu có sẵn số đã nhập, kỳ trước và cùng kỳ. Điền bằng Excel hoặc LibreOffice, không cần mạng; chỉ nhập vào ô "
    "nền vàng."
)
SEND_OWN = "Anh/chị xem lại rồi bấm “Gửi báo cáo” ở cuối trang này."
SEND_BY_UNITS = "Từng đơn vị xem lại rồi tự gửi báo cáo của mình."


class FigureIntakePage(IntakePage[ProposedFigure]):
    """One unit for its reporters; without a code all units for who administers them or reports for several."""

    title = "Nhập từ Excel"
    preview = "reports/intake/figures_preview.html"
    answered_refusals = (StateRefusal, Conflict, InvalidInput)

    def __init__(self, user: User, **address: Any) -> None:
        self.user, self.sheet = user, _open_sheet(user, **address)
        self.plan, self.period, self.scope = self.sheet.view.plan, self.sheet.period, self.sheet.scope
        self.closing_reason = self.sheet.closing_reasons.get(self.scope.pk, "") if self.scope else ""

    def reader(self) -> FigureReader:
        return FigureReader(self.sheet)

    def take_template(self, at: datetime) -> tuple[bytes, FileName]:
        if self.closing_reason:
            raise StateRefusal(self.closing_reason)
        content = figure_template(self.sheet, by=self.user.full_name, at=at)
        name = template_name(self.sheet.view, self.period, self.scope)
        template_record(actor=self.user, subject=self.period, file=name.plain, scope=self.sheet.address)
        return content, name

    def write(self, intake: WorkbookIntake[ProposedFigure], reason: str) -> int:
        return figures_import(
            period=self.period,
            changes=intake.changes,
            actor=self.user,
            intake=intake,
            scope=self.scope.code if self.scope else "",
            reason=reason,
        )

    def context(self) -> Mapping[str, Any]:
        period = self.period
        lead_of_all = (
            f"Mẫu này gồm {len(self.sheet.reporting)} đơn vị, {len(self.sheet.lines)} dòng. "
            "Số nhập thay được ghi tên người nhập và lý do; đơn vị vẫn tự gửi báo cáo của mình, hoặc anh/chị gửi thay."
        )
        return {
            "sheet": self.sheet,
            "scope_name": self.scope.name if self.scope else "Tất cả đơn vị",
            "facts": [period.title, f"số liệu đến {period.ends_on:%d/%m/%Y}, hạn gửi {period.due_on:%d/%m/%Y}"],
            "closing_reason": self.closing_reason,
            "is_empty": not self.sheet.lines,
            "asks_reason": self.scope is None and has_role(self.user, Role.ADMINISTRATOR),
            "lead": LEAD if self.scope else f"{LEAD} {lead_of_all}",
            **self._back_link(),
        }

    def url(self, step: str = "") -> str:
        if self.scope:
            return self._unit_url(f"intake{step}")
        return reverse(f"reports:intake_all{step}", args=(self.plan.year, self.period.ordinal))

    def done_text(self, count: int, file_name: str) -> str:
        written_text = (
            f"Đã ghi {count} số liệu của tệp “{file_name}” vào báo cáo"
            if count
            else f"Số liệu của tệp “{file_name}” đã có trong báo cáo từ trước"
        )
        return f"{written_text}, chưa gửi. {SEND_OWN if self.scope else SEND_BY_UNITS}"

    def done_url(self) -> str:
        return self._unit_url("entry") if self.scope else self.url()

    def _unit_url(self, name: str) -> str:
        return reverse(f"reports:{name}", args=(self.plan.year, self.sheet.address, self.period.ordinal))

    def _back_link(self) -> dict[str, str]:
        """The report, or the period for who coordinates the plan."""
        if self.scope:
            return {"back_url": self._unit_url("entry"), "back_label": "Về báo cáo"}
        if has_role(self.user, Role.ADMINISTRATOR, self.plan.owner):
            url = reverse("reports:period", args=(self.plan.year, self.period.ordinal))
            return {"back_url": url, "back_label": "Về kỳ báo cáo"}
        return {}


def _open_sheet(user: User, year: int, ordinal: int, code: str = "") -> EntrySheet:
    if code:
        address = report_address(user, year, code, ordinal)
        if not has_role(user, Role.REPORTER, address.unit):
            raise Http404("Chỉ cán bộ nhập liệu của đơn vị có trang này.")
        return entry_sheet(address.view, address.period, [address.unit], address.unit)
    units = units_to_enter(user)
    if not has_role(user, Role.ADMINISTRATOR) and len(units) < 2:
        raise Http404("Chỉ quản trị kế hoạch, hoặc cán bộ nhập liệu của nhiều đơn vị, có trang này.")
    view, period = plan_period(user, year, ordinal)
    return entry_sheet(view, period, units)
