"""Biểu 01 as a page, for the browser to print."""

from dataclasses import dataclass

from reports.excel.table import Packed, lay_out
from reports.meeting.documents import MeetingDocuments
from reports.meeting.official_header import HEAD, MAKER, MOTTO, NATION, issuing_lines
from reports.meeting.summary_table import FORM
from reports.meeting.texts import PENDING, REMARKS, DocumentTexts


@dataclass(frozen=True, slots=True)
class PrintPage:
    """`address` is the query string of the question, without “?”."""

    papers: MeetingDocuments
    address: str
    form: str = FORM
    nation: str = NATION
    motto: str = MOTTO
    maker: tuple[str, str] = MAKER
    head: tuple[str, str] = HEAD
    remarks_heading: str = REMARKS

    @property
    def words(self) -> DocumentTexts:
        return self.papers.words

    @property
    def issuer(self) -> tuple[str, ...]:
        return issuing_lines(self.papers.overview.scope)

    @property
    def table(self) -> Packed:
        return lay_out(self.papers.summary.pack())

    @property
    def title(self) -> str:
        return self.words.title()

    @property
    def warning(self) -> str:
        return PENDING if self.papers.overview.pending else ""
