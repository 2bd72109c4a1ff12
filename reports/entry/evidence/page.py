"""The page of one figure's files, for its reporters."""

from dataclasses import dataclass

from reports.entry.entry_page import EntryPage
from reports.entry.entry_row import EntryRow
from reports.models import Evidence


@dataclass(slots=True)
class EvidencePage:
    """The files of one figure, oldest first."""

    page: EntryPage
    row: EntryRow
    files: list[Evidence]

    def file(self, pk: int) -> Evidence | None:
        return next((file for file in self.files if file.pk == pk), None)


def evidence_page(page: EntryPage, row: EntryRow) -> EvidencePage:
    """Reads the files of a row's figure. Queries: 1, whatever the number of files."""
    own = Evidence.objects.filter(figure__report=page.report, figure__indicator=row.indicator)
    return EvidencePage(page, row, list(own.select_related("by", "figure__report")) if page.report else [])
