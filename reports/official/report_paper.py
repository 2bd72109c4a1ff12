"""The unit's report as it is printed and signed.

Source: Decree 30/2020/NĐ-CP, appendices I and III: names and motto, number, place and day, kind and subject, signature.
"""

from dataclasses import dataclass

from django.utils.timezone import localtime

from reports.excel.packed_table import PackedTable, pack_table, page_table
from reports.meeting.official_header import DOTS, MOTTO, NATION, issuing_body, issuing_lines, place_and_day
from reports.models import Report
from reports.official.permissions import check_is_sent
from reports.official.report_table import ReportPaperLine, report_table
from reports.progress.assessment_text import result_cells
from reports.progress.figure_inputs import figure_inputs
from reports.progress.units.unit_assessment import assess_indicator
from reports.selectors.counted_figures import WITH_PENDING, read_figures
from reports.selectors.reference_figures import ReferenceFigures
from reports.selectors.reference_numbers.peer_figures import PeerFigures
from reports.selectors.report_contents.report_address import ReportAddress
from targets.models import Indicator
from targets.selectors import PlanData, read_plan_data
from units.enums import AREA_KINDS, UnitKind
from units.hamlets import hamlet_head

NO_REMARKS = "Không có."
SIGN_HERE = "(Ký tên, đóng dấu, ghi rõ họ tên)"


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """One report that was sent. Shape: `lines` hold first what is due, then the rest, each in the plan's order."""

    address: ReportAddress
    report: Report
    plan_data: PlanData
    lines: tuple[ReportPaperLine, ...]
    nation: str = NATION
    motto: str = MOTTO
    sign_here: str = SIGN_HERE

    @property
    def issuer(self) -> tuple[str, ...]:
        return issuing_lines(self.address.unit)

    @property
    def number(self) -> str:
        """The number and sign, which the unit's office writes: “Số: ……/BC-UBND”."""
        return f"Số: {DOTS}/BC-{'UBND' if self._is_area else DOTS}"

    @property
    def place_and_day(self) -> str:
        """The place, the day to be written by hand, and the year in which it was sent."""
        return place_and_day(self.address.unit, self.address.view.plan.owner, localtime(self.report.submitted_at).year)

    @property
    def subject(self) -> str:
        return f"Kết quả thực hiện chỉ tiêu thi đua {self.address.period.title}"

    @property
    def opening(self) -> str:
        """The sentence that says which plan the report is about."""
        plan, period = self.address.view.plan, self.address.period
        return (
            f"Thực hiện Kế hoạch số {plan.document_number} ngày {plan.issued_on:%d/%m/%Y} của "
            f"{issuing_body(plan.owner)}, {issuing_body(self.address.unit)} báo cáo kết quả thực hiện các chỉ tiêu "
            f"được giao, số liệu đến ngày {period.ends_on:%d/%m/%Y}, như sau:"
        )

    @property
    def table(self) -> PackedTable:
        return page_table(pack_table(report_table(self.plan_data, self.address.period, self.lines)))

    @property
    def remarks(self) -> list[str]:
        """The paragraphs about difficulties, causes and requests."""
        return [line for line in self.report.remarks.splitlines() if line.strip()] or [NO_REMARKS]

    @property
    def signatory(self) -> tuple[str, str]:
        """The head of the unit: of an area the chairman, who signs for its committee."""
        if self._is_area:
            return "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
        unit = self.address.unit
        return "", hamlet_head(unit.name) if unit.kind == UnitKind.HAMLET else "THỦ TRƯỞNG ĐƠN VỊ"

    @property
    def recipients(self) -> tuple[str, ...]:
        return f"{issuing_body(self.address.view.plan.owner)};", "Lưu: VT."

    @property
    def sent_line(self) -> str:
        """The sending whose numbers these are, so that a paper and a report can be told to belong together."""
        sent = f"In từ phần mềm; số liệu của lần gửi lúc {localtime(self.report.submitted_at):%H:%M ngày %d/%m/%Y}"
        return f"{sent}, đính chính lần {self.report.revision - 1}." if self.report.revision > 1 else f"{sent}."

    @property
    def _is_area(self) -> bool:
        return self.address.unit.kind in AREA_KINDS


def report_paper(address: ReportAddress) -> ReportPaper:
    """Reads the report with the numbers that count: of every period those that its unit has sent.

    Queries: 9, whatever the number of indicators and periods.
    Raises: StateRefusal for a report that is not sent.
    """
    report = check_is_sent(address.report)
    plan_data = read_plan_data(address.view, [address.unit.pk])
    ordinal = address.period.ordinal
    indicators = [
        indicator
        for pk, indicator in plan_data.indicators.items()
        if plan_data.reporting_units(pk, [address.unit.pk], ordinal)
    ]
    report_data = read_figures(
        plan_data, [address.unit.pk], states=WITH_PENDING, indicators=[indicator.pk for indicator in indicators]
    )
    indicators = [
        indicator
        for indicator in sorted(indicators, key=lambda indicator: ordinal not in indicator.due)
        if ordinal in indicator.due or (indicator.pk, address.unit.pk, ordinal) in report_data.figures
    ]
    # Nothing is checked on paper, so no peers are read.
    own = ReferenceFigures(plan_data, report_data, address.period, {address.unit.pk: address.unit}, PeerFigures())
    lines = tuple(_line(address, own, indicator, number) for number, indicator in enumerate(indicators, 1))
    return ReportPaper(address, report, plan_data, lines)


def _line(address: ReportAddress, references: ReferenceFigures, indicator: Indicator, number: int) -> ReportPaperLine:
    plan_data, report_data = references.plan_data, references.report_data
    figure = report_data.figures.get((indicator.pk, address.unit.pk, address.period.ordinal))
    indicator.parent = plan_data.indicators.get(indicator.parent_id or 0)
    assessment = assess_indicator(plan_data, report_data, indicator, address.unit.pk, address.period)
    return ReportPaperLine(
        number=number,
        indicator=indicator,
        figure=figure,
        inputs=figure_inputs(address, references, indicator, figure),
        assessment=assessment,
        cells=result_cells(assessment),
        decisions=tuple(report_data.items.get(figure.pk, ())) if figure else (),
        periods=plan_data.period_names,
    )
