"""The sentences above and below the tables."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from chodon_thidua.lib.text import running_count
from reports.excel.cell_values import DATE
from reports.meeting.notes import as_sentence
from reports.meeting.official_header import DOTS, MeetingOccasion, issuing_body, place_and_day
from reports.meeting.summary_table import rows_of_field
from reports.progress.attention import AttentionSummary
from reports.progress.overview import PlanOverview
from reports.progress.texts.remarks import subject_names
from targets.enums import PERIOD_STATE_LABELS, STATUS_LABELS, PeriodState, Status
from targets.models import Field

SUMMARY = "Tổng hợp kết quả thực hiện chỉ tiêu thi đua"
BY_UNIT = "Kết quả thực hiện chỉ tiêu thi đua theo đơn vị"
SUBMISSIONS = "Tiến độ nộp báo cáo"
DIRECTIVES = "Chỉ đạo, yêu cầu giải trình chưa xong"
PROGRAMMES = "Thực hiện chương trình nhiều năm đến"
CHARTS = "Biểu đồ thực hiện chỉ tiêu thi đua"
REMARKS = "Khó khăn, nguyên nhân, kiến nghị của các đơn vị:"
PERCENT_EXPLANATION = "“% chỉ tiêu giao” là so với chỉ tiêu giao cho chính đơn vị đó; dòng “Chung” là của cả phạm vi."
OLDER_VALUE_EXPLANATION = "“Số của kỳ” ghi kỳ của giá trị cũ hơn kỳ này; để trống là giá trị của kỳ này."
PROGRAMME_EXPLANATION = (
    "Số của năm đã chốt là số cả năm; năm chưa chốt là số đến kỳ này. Ô để trống là chưa có số liệu, không phải bằng 0."
)
NO_UNIT = "Phạm vi này không có đơn vị nào báo cáo chỉ tiêu."
APPROVED_DATA = "Số liệu đã duyệt"
PENDING_DATA = "Số liệu gồm cả báo cáo chờ duyệt, chưa chính thức"
MOST_NAMES, MOST_REMARKS = 40, 40
LONGEST_REMARK = 800  # characters


@dataclass(frozen=True, slots=True)
class DocumentTexts:
    """The sentences of a paper about its numbers; with a `field` the paper holds its indicators alone."""

    overview: PlanOverview
    attention: AttentionSummary
    field: Field | None
    created_at: datetime
    occasion: MeetingOccasion | None = None

    def title(self, subject: str = SUMMARY) -> str:
        """Returns the title with its period: “TỔNG HỢP KẾT QUẢ … QUÝ III NĂM 2022”."""
        return f"{subject} {self.overview.period.title}".upper()

    @property
    def data_label(self) -> str:
        return PENDING_DATA if self.overview.pending else APPROVED_DATA

    @property
    def report_reference(self) -> str:
        body = issuing_body(self.overview.scope)
        return f"(Kèm theo Báo cáo số {DOTS}/BC-{DOTS} ngày {DOTS} tháng {DOTS} năm {self.year} của {body})"

    @property
    def extent(self) -> str:
        """The extent of the paper: unit, plan, field, cut-off date."""
        plan = self.overview.plan
        parts = [
            f"Đơn vị: {self.overview.scope.name}",
            f"Kế hoạch số {plan.document_number} ngày {plan.issued_on:{DATE}}",
            f"Lĩnh vực: {self.field.name}" if self.field else "",
            f"Số liệu đến ngày {self.overview.period.ends_on:{DATE}}",
        ]
        return " – ".join(filter(None, parts))

    @property
    def occasion_line(self) -> str:
        """The meeting whose numbers these are; empty for papers that are not frozen."""
        return f"Số liệu chốt cho: {self.occasion}" if self.occasion else ""

    @property
    def status_counts(self) -> dict[Status, int]:
        """The number of indicators of each status that occurs; they add up to the total."""
        counter = Counter(row.status for row in rows_of_field(self.overview, self.field) if not row.is_child)
        return {status: counter[status] for status in STATUS_LABELS if counter[status]}

    @property
    def counts_sentence(self) -> str:
        """Returns the counts by status: “Tổng số 15 chỉ tiêu: Vượt 02; Đạt 01 …”."""
        status_counts = self.status_counts
        each = [f"{STATUS_LABELS[status]} {running_count(count)}" for status, count in status_counts.items()]
        return f"Tổng số {running_count(sum(status_counts.values()))} chỉ tiêu{': ' if each else ''}{'; '.join(each)}."

    def closing_sentences(self) -> Iterator[str]:
        """The kind of data, who has sent it, and when the paper was made."""
        yield self.data_sentence
        if self.attention.submissions.obligations:
            yield self.submission_sentence
        yield f"Ô để trống là chưa có số liệu; số 0 là số liệu bằng 0. {self.print_sentence}"

    @property
    def data_sentence(self) -> str:
        """Returns kind of data and cut-off day: “Số liệu đã duyệt, đến ngày 14/06/2022 (kỳ báo cáo đã khóa).”."""
        state = PERIOD_STATE_LABELS[PeriodState(self.overview.period.state)].lower()
        field_sentence = f" Chỉ gồm lĩnh vực {self.field.name}." if self.field else ""
        return (
            f"{self.data_label}, đến ngày {self.overview.period.ends_on:{DATE}} (kỳ báo cáo {state}).{field_sentence}"
        )

    @property
    def print_sentence(self) -> str:
        return f"In lúc {timezone.localtime(self.created_at):%H:%M ngày {DATE}}."

    @property
    def closing_line(self) -> str:
        return f"{self.data_sentence} {self.print_sentence}"

    @property
    def year(self) -> int:
        """The year in which the paper is made, sent and signed, whichever year it is about."""
        return timezone.localtime(self.created_at).year

    @property
    def place_and_day(self) -> str:
        return place_and_day(self.overview.scope, self.overview.plan.owner, self.year)

    @property
    def submission_sentence(self) -> str:
        """The units that have sent the period's report, as a sentence."""
        if not self.attention.submissions.obligations:
            return "Kỳ này không yêu cầu đơn vị nào báo cáo."
        if self.overview.period.state == PeriodState.UPCOMING:
            return "Kỳ báo cáo chưa mở nên chưa đơn vị nào phải nộp."
        silent_names = {report.unit.pk: report.unit.short_name for report in self.attention.silent}
        silent_names |= {
            branch.unit.pk: f"{branch.unit.short_name} ({branch.submissions.silent} đơn vị)"
            for branch in self.attention.silent_below
        }
        missing_text = (
            f" Chưa nộp: {subject_names(tuple(silent_names), silent_names, most=MOST_NAMES)}." if silent_names else ""
        )
        return f"Báo cáo kỳ này: {self.attention.sent_text}.{missing_text}"

    def remarks(self) -> Iterator[str]:
        """Difficulties, causes and requests, from the reports whose figures are shown."""
        unit_remarks = self.attention.remarks
        if self.attention.below:
            yield "Ý kiến của các đơn vị cấp dưới: xem biểu của từng đơn vị."
        for unit, text in unit_remarks[:MOST_REMARKS]:
            yield f"{unit.short_name}: {as_sentence(text, LONGEST_REMARK)}"
        if len(unit_remarks) > MOST_REMARKS:
            yield f"Và ý kiến của {running_count(len(unit_remarks) - MOST_REMARKS)} đơn vị khác."
