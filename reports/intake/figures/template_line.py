"""One indicator that one unit is asked for, as a workbook to fill in holds it."""

from dataclasses import dataclass, replace

from reports.intake.kit.columns import InputKind, TemplateColumn
from reports.models import Figure, Recognition
from targets.enums import OverTime, PartRole
from targets.models import Indicator, IndicatorPart
from units.models import Unit


@dataclass(slots=True)
class TemplateLine:
    """One indicator of one unit.

    Shape: `parts` by role, none for a list of decisions; `same_period` is last year's value to date.
    """

    unit: Unit
    indicator: Indicator
    figure: Figure | None
    due: bool
    parts: dict[PartRole, IndicatorPart]
    decisions: tuple[Recognition, ...] = ()

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0

    @property
    def is_recognition(self) -> bool:
        return self.indicator.counts_recognitions

    @property
    def is_ratio(self) -> bool:
        return self.indicator.has_denominator

    @property
    def sums(self) -> list[str]:
        """The fields that hold what happened in the period; 0 when nothing did."""
        if self.is_recognition:
            return ["numerator"]
        return [role.lower() for role, part in self.parts.items() if part.over_time == OverTime.SUM]

    def unit_of(self, field: str) -> str:
        """The unit of measure of one of the figure's numbers."""
        part = next((part for role, part in self.parts.items() if role.lower() == field), None)
        return part.unit_of_measure if part else self.indicator.unit_of_measure

    def column_as_read(self, column: TemplateColumn) -> TemplateColumn:
        """The column as this row has it: words where others have a number."""
        is_words = self.indicator.has_text and column.key == "numerator"
        return replace(column, kind=InputKind.TEXT) if is_words else column

    def states_of(self, field: str) -> list[str]:
        """The names of which one of the figure's numbers is chosen, where it stands for a state."""
        return self.indicator.states if field == "numerator" else []

    @property
    def name(self) -> str:
        """The name with the composite before it, as on the page."""
        return self.indicator.name_in_lists
