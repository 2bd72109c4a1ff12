"""The figures that a workbook proposes, each with its differences and its warnings."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import read_back
from chodon_thidua.lib.state_names import value_text
from reports.intake.figures.template_line import TemplateLine
from reports.intake.kit.filled_rows import EMPTY_TEXT, FieldDifference, FilledRow, WorkbookIntake
from reports.intake.services import FigureChange
from reports.models import Figure
from reports.selectors.figure_warnings import CheckedFigure, figure_warnings
from reports.selectors.reference_figures import ReferenceFigures
from reports.selectors.report_contents.field_changes import FIELD_LABELS
from reports.services.figure_rows import apply_values
from reports.services.figure_values import FIELDS, FigureValues, figure_values
from reports.warning_rules.figure_warning import FigureWarning
from units.models import Unit

FilledFigure = FilledRow[TemplateLine]


@dataclass(frozen=True)
class ProposedFigure(CheckedFigure, FigureChange):
    """One figure that the workbook changes in its row, as it would be stored, with what is to be checked in it."""

    line: TemplateLine
    row: int
    differences: tuple[FieldDifference, ...]
    figure: Figure
    warnings: tuple[FigureWarning, ...]

    @property
    def group(self) -> Unit:
        return self.unit


class FigureIntake(WorkbookIntake[ProposedFigure]):
    """The intake of figures, with its warnings counted."""

    @property
    def by_unit(self) -> list[tuple[Unit, list[ProposedFigure], int]]:
        """Each unit with its changes and how many warnings they raise."""
        return [(unit, own, sum(len(change.warnings) for change in own)) for unit, own in self.groups]

    @property
    def warning_count(self) -> int:
        return sum(len(change.warnings) for change in self.changes)

    @property
    def unexplained_count(self) -> int:
        return sum(change.unexplained_count for change in self.changes)

    @property
    def unconfirmed_count(self) -> int:
        return sum(change.is_unconfirmed for change in self.changes)


def proposed_figure(row: FilledFigure, values: FigureValues, references: ReferenceFigures) -> ProposedFigure:
    line = row.template_row
    figure = apply_values(values, line.indicator, line.figure, after_preview=True)
    warnings = figure_warnings(references, line.indicator, line.unit.pk, figure)
    differences = tuple(_differences(line, figure_values(line.figure), values))
    change = line.unit, line.indicator, values, line.version
    return ProposedFigure(*change, line, row.number, differences, figure, warnings)


def _differences(line: TemplateLine, before: FigureValues, after: FigureValues) -> Iterator[FieldDifference]:
    old, new = asdict(before), asdict(after)
    units = {role.lower(): part.unit_of_measure for role, part in line.parts.items()}
    units["full_year_estimate"] = line.indicator.unit_of_measure
    labels = FIELD_LABELS | ({role.lower(): part.label for role, part in line.parts.items()} if line.is_ratio else {})
    for name in FIELDS:
        if old[name] != new[name]:
            states = line.states_of(name)
            texts = (_display_text(values[name], units.get(name, ""), states) for values in (old, new))
            yield FieldDifference(labels[name], *texts)


def _display_text(value: object, unit: str, states: Sequence[str]) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return value_text(value, states) if states else read_back(value, unit)
    if value in (None, ""):
        return EMPTY_TEXT
    return f"{value:%d/%m/%Y}" if not isinstance(value, str) else value
