"""Biểu 01 as a page, for the browser to print."""

from dataclasses import dataclass

from reports.excel.packed_table import PackedTable, pack_table, page_table
from reports.meeting.documents import MeetingDocuments
from reports.meeting.official_header import MOTTO, NATION, PREPARER, SIGNATORY, issuing_lines
from reports.meeting.summary_table import FORM
from reports.meeting.texts import PENDING_DATA, REMARKS, DocumentTexts


@dataclass(frozen=True, slots=True)
class PrintPage:
    """Biểu 01 with its official frame; `address` is the query string of the choice, without “?”."""

    documents: MeetingDocuments
    address: str
    form: str = FORM
    nation: str = NATION
    motto: str = MOTTO
    preparer: tuple[str, str] = PREPARER
    signatory: tuple[str, str] = SIGNATORY
    remarks_heading: str = REMARKS

    @property
    def texts(self) -> DocumentTexts:
        return self.documents.texts

    @property
    def issuer(self) -> tuple[str, ...]:
        return issuing_lines(self.documents.overview.scope)

    @property
    def table(self) -> PackedTable:
        return page_table(pack_table(self.documents.summary))

    @property
    def title(self) -> str:
        return self.texts.title()

    @property
    def warning(self) -> str:
        return PENDING_DATA if self.documents.overview.pending else ""
