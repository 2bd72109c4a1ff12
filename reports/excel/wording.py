"""The sentences above and below the table of Biểu 01."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from chodon_thidua.lib import clock
from chodon_thidua.lib.text import roman_quarter, running_count
from reports.cells import named
from reports.excel.letterhead import DOTS, issuing_body
from reports.excel.notes import sentence
from reports.selectors.attention import Attention
from reports.selectors.overview import Overview, Row
from targets.enums import FINAL_ORDINAL, PERIOD_STATE_LABELS, STATUS_LABELS, PeriodState
from targets.models import Field

DATE = "%d/%m/%Y"
APPROVED = "Số liệu đã duyệt"
PENDING = "Số liệu gồm cả báo cáo chờ duyệt, chưa chính thức"
MOST_NAMES, MOST_REMARKS = 40, 40
LONGEST_REMARK = 800  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """What the sheet says about its numbers; `field` is the only one shown, if there is one."""

    result: Overview
    attention: Attention
    field: Field | None = None

    @property
    def title(self) -> str:
        year, ordinal = self.result.plan.year, self.result.period.ordinal
        when = f"cả năm {year}" if ordinal == FINAL_ORDINAL else f"{roman_quarter(ordinal)} năm {year}"
        return f"Tổng hợp kết quả thực hiện chỉ tiêu thi đua {when}".upper()

    @property
    def belongs_to(self) -> str:
        body, year = issuing_body(self.result.scope), self.result.plan.year
        return f"(Kèm theo Báo cáo số {DOTS}/BC-{DOTS} ngày {DOTS} tháng {DOTS} năm {year} của {body})"

    @property
    def extent(self) -> str:
        """What is shown: unit, plan, field, cut-off date."""
        plan = self.result.plan
        parts = [
            f"Đơn vị: {self.result.scope.name}",
            f"Kế hoạch số {plan.document_number} ngày {plan.issued_on:{DATE}}",
            f"Lĩnh vực: {self.field.name}" if self.field else "",
            f"Số liệu đến ngày {self.result.period.ends_on:{DATE}}",
        ]
        return " – ".join(filter(None, parts))

    def counts(self, rows: Iterable[Row]) -> str:
        """How many indicators have each status; they add up to the total."""
        counted = Counter(row.status for row in rows if not row.is_child)
        each = [
            f"{STATUS_LABELS[status]} {running_count(counted[status])}" for status in STATUS_LABELS if counted[status]
        ]
        return f"Tổng số {running_count(counted.total())} chỉ tiêu{': ' if each else ''}{'; '.join(each)}."

    def closing(self) -> Iterator[str]:
        """Which data these are, who has sent them, and when the sheet was made."""
        state = PERIOD_STATE_LABELS[PeriodState(self.result.period.state)].lower()
        data = PENDING if self.result.pending else APPROVED
        only = f" Chỉ gồm lĩnh vực {self.field.name}." if self.field else ""
        yield f"{data}, đến ngày {self.result.period.ends_on:{DATE}} (kỳ báo cáo {state}).{only}"
        if self.attention.standing.asked:
            yield self._coverage()
        printed = timezone.localtime(clock.now())
        yield f"Ô để trống là chưa có số liệu; số 0 là số liệu bằng 0. In lúc {printed:%H:%M ngày {DATE}}."

    def _coverage(self) -> str:
        silent = {one.unit.pk: one.unit.short_name for one in self.attention.silent}
        silent |= {
            one.unit.pk: f"{one.unit.short_name} ({one.standing.silent} đơn vị)" for one in self.attention.silent_below
        }
        missing = f" Chưa nộp: {named(tuple(silent), silent, most=MOST_NAMES)}." if silent else ""
        return f"Báo cáo kỳ này: {self.attention.sent_words}.{missing}"

    def remarks(self) -> Iterator[str]:
        """Difficulties, causes and requests, from the reports whose figures are shown."""
        said = self.attention.said
        if self.attention.below:
            yield "Ý kiến của các đơn vị cấp dưới: xem biểu của từng đơn vị."
        for unit, text in said[:MOST_REMARKS]:
            yield f"{unit.short_name}: {sentence(text, LONGEST_REMARK)}"
        if len(said) > MOST_REMARKS:
            yield f"Và ý kiến của {running_count(len(said) - MOST_REMARKS)} đơn vị khác."
