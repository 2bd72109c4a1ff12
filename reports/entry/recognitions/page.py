"""The page of the decisions that one unit reports for one indicator, with the units that they may recognise."""

from dataclasses import dataclass

from reports.entry.entry_page import EntryPage
from reports.entry.entry_row import EntryRow
from reports.entry.recognitions.decision_lines import RecognitionLine, recognition_lines
from reports.models import Recognition
from reports.selectors.report_contents.decisions import subject_of
from units.models import Unit


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
    before = {subject_of(item) for item in row.other_decisions if item.assessed_year == spec.year}
    missing_subjects = {*row.assessment.missing_named} - before
    return RecognitionPage(
        page=page,
        row=row,
        decisions=recognition_lines(row.decisions, spec, before),
        elsewhere=recognition_lines(row.other_decisions, spec),
        named_units=[unit for unit in units if unit.pk in spec.named_subjects],
        others=[unit for unit in units if unit.pk not in spec.named_subjects],
        missing_units=[unit for unit in units if unit.pk in missing_subjects],
    )
