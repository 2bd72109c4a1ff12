"""Last year's figures by Excel: the page of one plan."""

from datetime import datetime

from reports.intake.baselines.proposals import ProposedBaseline
from reports.intake.baselines.reader import BaselineReader
from reports.intake.baselines.template import baseline_template
from reports.intake.kit.filled_rows import WorkbookIntake
from reports.intake.page import PlanIntakePage
from reports.intake.services import baselines_import
from targets.selectors.baselines.page import baseline_pages


class BaselineIntakePage(PlanIntakePage[ProposedBaseline]):
    """Last year's figures of a plan, for its coordinator."""

    name = "year_book"
    title = "Số liệu năm trước từ Excel"
    preview = "reports/intake/baselines_preview.html"
    file_title = "Mẫu số liệu năm trước"
    list_page = "targets:baselines"
    list_label = "Về số liệu năm trước"
    lead = (
        "Mẫu gồm mọi chỉ tiêu và đơn vị của kế hoạch, có sẵn số đang lưu. Chỉ nhập vào ô nền vàng: số lũy kế đến hết "
        "{noun}, không phải số của riêng {noun}."
    )

    def reader(self) -> BaselineReader:
        return BaselineReader(self.view, baseline_pages(self.view))

    def template_file(self, at: datetime) -> bytes:
        return baseline_template(self.view, baseline_pages(self.view), by=self.user.full_name, at=at)

    def write(self, intake: WorkbookIntake[ProposedBaseline], reason: str) -> int:
        changes = [change.service_change for change in intake.changes]
        return baselines_import(plan=self.view.plan, changes=changes, actor=self.user, intake=intake)
