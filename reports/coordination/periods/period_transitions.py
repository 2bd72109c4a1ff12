"""The states that a period can be given, each with a sentence about what that would mean for its units."""

from dataclasses import dataclass

from reports.coordination.periods.period_reports import PeriodReports
from targets.enums import PeriodState
from targets.models import Period


@dataclass(frozen=True, slots=True)
class PeriodTransition:
    """A state that the period can be given, with a sentence about what that means for the units."""

    state: PeriodState
    label: str
    meaning: str

    @property
    def confirm_label(self) -> str:
        """The text of the button: “Đồng ý khóa Quý III”."""
        return f"Đồng ý {self.label[0].lower()}{self.label[1:]}"


def period_transitions(period: Period, reports: PeriodReports) -> list[PeriodTransition]:
    """Returns the states that the period can be given now, each with what it would mean. Queries: none."""
    name, unit_count = period.name, len(reports.obliged_units)
    if period.state == PeriodState.UPCOMING:
        due = f"{period.due_on:%d/%m/%Y}"
        return [
            PeriodTransition(
                PeriodState.OPEN, f"Mở {name}", f"{unit_count} đơn vị nhập và gửi được số liệu, hạn gửi {due}."
            )
        ]
    if period.state == PeriodState.LOCKED:
        meaning = (
            f"Cả {unit_count} đơn vị lại nhập được; báo cáo đã duyệt vẫn giữ nguyên. "
            "Nếu chỉ một đơn vị cần sửa, hãy mở riêng cho đơn vị đó ở dưới."
        )
        return [PeriodTransition(PeriodState.OPEN, f"Mở lại {name} cho mọi đơn vị", meaning)]
    transitions = [PeriodTransition(PeriodState.LOCKED, f"Khóa {name}", _meaning_of_locking(reports))]
    if not reports.latest_reports:
        meaning = "Chưa đơn vị nào nhập; dùng khi mở nhầm. Đến kỳ thì mở lại."
        transitions.append(PeriodTransition(PeriodState.UPCOMING, f"Đưa {name} về “Chưa mở”", meaning))
    return transitions


def _meaning_of_locking(reports: PeriodReports) -> str:
    sentences = []
    count_labels = ((len(reports.silent_units), "chưa nộp"), (len(reports.units_after_return), "phải gửi lại"))
    if excluded_text := " và ".join(f"{count} đơn vị {label}" for count, label in count_labels if count):
        sentences.append(f"{excluded_text} sẽ không nhập được nữa.")
    if review_count := len(reports.units_in_review):
        sentences.append(
            f"{review_count} báo cáo chờ duyệt vẫn duyệt được; nếu trả lại thì phải mở riêng cho đơn vị mới sửa được."
        )
    return " ".join(sentences or ["Mọi đơn vị đã được duyệt."]) + " Sau này vẫn mở lại được."
