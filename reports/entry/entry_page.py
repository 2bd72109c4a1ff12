"""One report as its unit fills it in: its rows, what is missing, and why it may be closed."""

from dataclasses import dataclass, field

from reports.entry.entry_row import EntryRow
from reports.models import Figure, Report
from reports.selectors.deadlines import ReportDeadline
from reports.selectors.history import ReportHistory
from reports.selectors.reference_figures import ReferenceFigures
from reports.selectors.report_contents.report_address import ReportAddress
from reports.selectors.report_contents.report_data import ReportData
from targets.models import PeriodException
from targets.selectors import PlanData


@dataclass(slots=True)
class EntryPage:
    """One report as its unit fills it in.

    Shape: `rows` hold first what is due, then the rest, each in the plan's order; `closing_reason` says why nothing can
    be changed, empty while it can; `exception` opens a locked period to this unit alone.
    """

    address: ReportAddress
    plan_data: PlanData
    references: ReferenceFigures
    closing_reason: str
    exception: PeriodException | None = None
    rows: list[EntryRow] = field(default_factory=list)
    history: ReportHistory = field(default_factory=ReportHistory)

    @property
    def report_data(self) -> ReportData:
        return self.references.report_data

    @property
    def report(self) -> Report | None:
        return self.address.report

    @property
    def title(self) -> str:
        return self.address.period.title

    @property
    def is_final(self) -> bool:
        return self.address.period.is_final

    @property
    def draft_key(self) -> str:
        """The key under which the browser keeps input that is not saved yet."""
        return f"{self.address.view.plan.pk}-{self.address.unit.pk}-{self.address.period.ordinal}"

    @property
    def previous_name(self) -> str:
        """The name of the earlier period whose numbers stand beside the inputs; empty in the first."""
        return self.address.view.name_before(self.address.period)

    @property
    def same_period_name(self) -> str:
        """The name of last year's same period, whose own numbers stand beside the inputs: “Quý III/2021”."""
        return self.address.period.name_last_year(self.address.view.last_years)

    @property
    def deadline(self) -> ReportDeadline:
        return ReportDeadline(self.address.period, self.report, self.exception.until if self.exception else None)

    @property
    def due_rows(self) -> list[EntryRow]:
        return [row for row in self.rows if row.is_due]

    @property
    def missing_rows(self) -> list[EntryRow]:
        return [row for row in self.due_rows if not row.is_complete]

    @property
    def complete_count(self) -> int:
        """The number of due indicators with a complete figure."""
        return sum(row.is_complete for row in self.due_rows)

    @property
    def warning_count(self) -> int:
        return sum(len(row.warnings) for row in self.rows)

    @property
    def unexplained_count(self) -> int:
        return sum(row.unexplained_count for row in self.rows)

    @property
    def unconfirmed_rows(self) -> list[EntryRow]:
        return [row for row in self.rows if row.is_unconfirmed]

    @property
    def complete_rows(self) -> list[EntryRow]:
        return [row for row in self.rows if row.is_complete]

    @property
    def rows_with_warnings(self) -> list[EntryRow]:
        return [row for row in self.rows if row.warnings]

    @property
    def last_change(self) -> Figure | None:
        figures = [row.figure for row in self.rows if row.figure]
        return max(figures, key=lambda figure: figure.changed_at, default=None)

    def row(self, code: str) -> EntryRow | None:
        return next((row for row in self.rows if row.code == code), None)
