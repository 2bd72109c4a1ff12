"""Biểu 01 as a page, for the browser to print."""

from dataclasses import dataclass

from reports.excel.table import Packed, laid_out
from reports.meeting.documents import Papers
from reports.meeting.official_header import HEAD, MAKER, MOTTO, NATION, issuing_lines
from reports.meeting.summary_table import FORM
from reports.meeting.texts import PENDING, REMARKS, Words


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """`address` is the query string of the question, without “?”."""

    papers: Papers
    address: str
    form: str = FORM
    nation: str = NATION
    motto: str = MOTTO
    maker: tuple[str, str] = MAKER
    head: tuple[str, str] = HEAD
    remarks_heading: str = REMARKS

    @property
    def words(self) -> Words:
        return self.papers.words

    @property
    def issuer(self) -> tuple[str, ...]:
        return issuing_lines(self.papers.result.scope)

    @property
    def table(self) -> Packed:
        return laid_out(self.papers.summary.packed())

    @property
    def title(self) -> str:
        return self.words.title()

    @property
    def warning(self) -> str:
        return PENDING if self.papers.result.pending else ""
