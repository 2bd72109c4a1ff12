"""The decisions of one figure, and why some of them do not count."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reports.models import Recognition
from reports.selectors.report_contents.decisions import subject_of
from targets.calculation.types import IndicatorRules, Subject


@dataclass(frozen=True, slots=True)
class RecognitionLine:
    """One decision of the list; `why_not` says why it does not count, `question` what a reviewer will ask."""

    item: Recognition
    why_not: str
    question: str

    @property
    def subject(self) -> str:
        return str(self.item.subject_unit or self.item.subject_text)


def recognition_lines(
    items: Iterable[Recognition], spec: IndicatorRules, before: Collection[Subject] = ()
) -> list[RecognitionLine]:
    """Marks which decisions count: only one for each subject. `before` are the subjects of other periods."""
    decisions: list[RecognitionLine] = []
    counted_subjects: set[Subject] = set()
    for item in items:
        subject, why_not, question = subject_of(item), "", ""
        if item.assessed_year != spec.year:
            why_not = f"Không tính cho năm {spec.year}: quyết định xét năm {item.assessed_year}."
        elif subject in counted_subjects:
            why_not = "Đã tính theo quyết định ở trên."
        elif spec.named_subjects and subject not in spec.named_subjects:
            question = "Khác danh sách nêu trong kế hoạch."
        if not why_not and subject in before:
            question = f"{question} Kỳ khác cũng đã ghi; lũy kế cả năm chỉ tính một lần.".strip()
        counted_subjects |= set() if why_not else {subject}
        decisions.append(RecognitionLine(item, why_not, question))
    return decisions
