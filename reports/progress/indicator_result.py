"""One indicator of a plan's overview, with its assessment."""

from dataclasses import dataclass, field

from reports.progress.assessment_text import status_text
from targets.calculation.assessment import Assessment
from targets.enums import Status
from targets.models import Indicator
from targets.selectors.named_units import LeadNames


@dataclass(slots=True)
class IndicatorResult:
    """One indicator of the overview; children of a composite, and parts (“trong đó”) of a whole, follow it.

    Shape: `number` is “1”, “2” …, “-” for a child, “+” for a part of a part; `breakdown` are all parts below a whole.
    """

    indicator: Indicator
    assessment: Assessment
    number: str  # "1", "2" …; "-" for a child
    leads: tuple[LeadNames, ...] = ()  # in the plan's order
    parent: "IndicatorResult | None" = field(default=None, repr=False, compare=False)
    children: "list[IndicatorResult]" = field(default_factory=list, repr=False, compare=False)
    whole: "IndicatorResult | None" = field(default=None, repr=False, compare=False)
    breakdown: "list[IndicatorResult]" = field(default_factory=list, repr=False, compare=False)

    @property
    def is_breakdown(self) -> bool:
        return self.assessment.spec.is_breakdown

    @property
    def is_child(self) -> bool:
        """Tells whether it stands indented below another, and is counted with it."""
        return self.parent is not None or self.is_breakdown

    @property
    def top(self) -> "IndicatorResult":
        """The row that it stands below, whatever the depth; itself where it stands alone."""
        above = self.parent or self.whole
        return above.top if above else self

    @property
    def is_measured(self) -> bool:
        """Tells whether it is assessed by figures of its own."""
        return not (self.indicator.is_composite or self.is_breakdown)

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def status(self) -> Status:
        return self.assessment.status

    @property
    def status_label(self) -> str:
        return status_text(self.assessment)

    @property
    def lead_names(self) -> str:
        """The short names of the units that lead the indicator; empty for a child, whose parent names them."""
        return "" if self.is_child else ", ".join(lead.short_name for lead in self.leads)
