"""The figures of which an indicator is made, with the notes and decisions that came with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.models import Recognition
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.selectors.report_contents.report_data import CountedFigure, FigureKey


@dataclass(frozen=True, slots=True)
class FigureNote:
    """A note that a unit has written to its figure."""

    unit: str
    period: str
    text: str


@dataclass(frozen=True, slots=True)
class RecognitionDetail:
    """A recognition; `counts` is true where it was granted for the plan's year."""

    subject: str
    item: Recognition
    counts: bool


def figures_behind(overview: PlanOverview, row: IndicatorResult) -> dict[FigureKey, CountedFigure]:
    """The counted figures behind the row and its children, newest period first, then by the name of the unit."""
    indicator_ids = {row.indicator.pk, *(child.indicator.pk for child in row.children)}
    at, units = overview.period.ordinal, overview.units
    matching_figures = {
        key: figure
        for key, figure in overview.report_data.counted_figures.items()
        if key[0] in indicator_ids and key[2] <= at and overview.plan_data.acting(key[1], at) in units
    }
    order = {pk: place for place, pk in enumerate(units)}
    return dict(
        sorted(matching_figures.items(), key=lambda item: (-item[0][2], order.get(item[0][1], len(order)), item[0][0]))
    )


def figure_notes(overview: PlanOverview, figures: Mapping[FigureKey, CountedFigure]) -> Iterator[FigureNote]:
    periods = {period.ordinal: period.name for period in overview.plan_data.periods}
    for (_, unit, ordinal), figure in figures.items():
        if figure.note:
            yield FigureNote(overview.names.get(unit, str(unit)), periods[ordinal], figure.note)


def recognition_details(
    overview: PlanOverview, figures: Mapping[FigureKey, CountedFigure]
) -> Iterator[RecognitionDetail]:
    for figure in figures.values():
        for item in overview.report_data.items.get(figure.pk, ()):
            subject = item.subject_unit.name if item.subject_unit else item.subject_text
            yield RecognitionDetail(subject, item, counts=item.assessed_year == overview.plan.year)
