"""Last year's figures by Excel: the page of one plan."""

from datetime import datetime

from reports.intake.baselines.reader import BaselineReader, ProposedBaseline
from reports.intake.baselines.template import baseline_template
from reports.intake.kit.reading import WorkbookIntake
from reports.intake.page import PlanPage, workbook_source
from reports.intake.services import baselines_import
from targets.selectors.baselines import baseline_pages
from targets.selectors.plan_views import PlanView
from units.models import User


class BaselineIntakePage(PlanPage[ProposedBaseline]):
    """Last year's figures of a plan, for its coordinator."""

    name = "year_book"
    title = "Số liệu năm trước từ Excel"
    preview = "reports/intake/baselines_preview.html"
    file_title = "Mẫu số liệu năm trước"
    list_page = "targets:baselines"
    list_label = "Về số liệu năm trước"
    lead = (
        "Mẫu gồm mọi chỉ tiêu và đơn vị của kế hoạch, có sẵn số đang lưu. Chỉ nhập vào ô nền vàng: số lũy kế đến hết "
        "quý, không phải số của riêng quý."
    )

    def reader(self, source: PlanView) -> BaselineReader:
        return BaselineReader(source, baseline_pages(source))

    def template_file(self, view: PlanView, by: str, at: datetime) -> bytes:
        return baseline_template(view, baseline_pages(view), by=by, at=at)

    def write(self, source: PlanView, intake: WorkbookIntake[ProposedBaseline], user: User, reason: str) -> int:
        changes = [change.service_change for change in intake.changes]
        return baselines_import(plan=source.plan, changes=changes, actor=user, file=workbook_source(intake))
