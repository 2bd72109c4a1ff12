"""The page of the decisions that one unit reports for one indicator, with the units that they may recognise."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reports.entry.page import EntryPage, EntryRow
from reports.models import Recognition
from reports.selectors.counted_figures import subject_of
from targets.calculation.types import IndicatorRules, Subject
from units.models import Unit


@dataclass(frozen=True, slots=True)
class RecognitionLine:
    """One decision of the list; `why_not` says why it does not count, `question` what a reviewer will ask."""

    item: Recognition
    why_not: str
    question: str

    @property
    def subject(self) -> str:
        return str(self.item.subject_unit or self.item.subject_text)


@dataclass(slots=True)
class RecognitionPage:
    """The decisions of one figure, with those whom they may recognise.

    Shape: `elsewhere` are the decisions of other periods; `named_units` the units that the plan names, `missing_units`
    those of them that no decision recognises for the year, `others` the rest below the plan's owner.
    """

    page: EntryPage
    row: EntryRow
    decisions: list[RecognitionLine]
    elsewhere: list[RecognitionLine]
    named_units: list[Unit]
    others: list[Unit]
    missing_units: list[Unit]

    @property
    def subject_count(self) -> int:
        return sum(not decision.why_not for decision in self.decisions)

    def decision(self, pk: int) -> Recognition | None:
        """Returns the decision of this report with the id."""
        return next((decision.item for decision in self.decisions if decision.item.pk == pk), None)


def recognition_page(page: EntryPage, row: EntryRow) -> RecognitionPage:
    """Builds the page from a row of the report. Queries: 1, whatever the number of units and decisions."""
    plan, period = page.address.view.plan, page.address.period
    units = list(
        Unit.objects.below([plan.owner_id], include_self=False).valid_between(period.starts_on, period.ends_on)
    )
    spec = page.plan_data.specs[row.indicator.pk]
    before = {subject_of(item) for item in row.elsewhere if item.assessed_year == spec.year}
    missing_subjects = {*row.assessment.missing_named} - before
    return RecognitionPage(
        page=page,
        row=row,
        decisions=_recognition_lines(row.decisions, spec, before),
        elsewhere=_recognition_lines(row.elsewhere, spec),
        named_units=[unit for unit in units if unit.pk in spec.named_subjects],
        others=[unit for unit in units if unit.pk not in spec.named_subjects],
        missing_units=[unit for unit in units if unit.pk in missing_subjects],
    )


def _recognition_lines(
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
