"""The column “Ghi chú, nguồn”: how far a number can be trusted, what units wrote about it, and where it comes from."""

from collections import defaultdict
from collections.abc import Iterator

from chodon_thidua.lib.text import running_count
from reports.progress.assessment_text import coverage_label, coverage_text
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.progress.texts.remarks import on_behalf_text, remark_sentences, subject_names
from reports.progress.texts.rules import movement_sentence
from reports.selectors.report_contents.report_data import CountedFigure
from targets.calculation.types import UnitId
from targets.enums import REASON_LABELS, Reason, Status

# A printed cell has room for so many names, notes and sources; the pages show all of them.
MOST_NAMES, MOST_NOTES, MOST_SOURCES = 4, 3, 3
LONGEST_NOTE = 200  # characters of one note
# Other statuses need no reason beside their word; silence is told by the list of silent units already.
STATUSES_WITH_REASON = (Status.NO_DATA, Status.NOT_ASSESSED)
SILENCE_REASONS = (Reason.LATEST_DUE_MISSING, Reason.WAITING_FOR_UNITS)


class IndicatorNotes:
    """The notes of every row of an overview; reads its figures once, for all rows."""

    def __init__(self, overview: PlanOverview) -> None:
        self.overview = overview
        self.unit_names, self.indicators_in_correction = overview.names, overview.corrected
        self.figures_by_indicator: dict[int, list[tuple[UnitId, int, CountedFigure]]] = defaultdict(list)
        ordinal_now, acting = overview.period.ordinal, overview.plan_data.acting
        for (indicator, unit, ordinal), figure in overview.report_data.counted_figures.items():
            if ordinal <= ordinal_now and acting(unit, ordinal_now) in overview.units:
                self.figures_by_indicator[indicator].append((acting(unit, ordinal_now), ordinal, figure))

    def notes_of(self, row: IndicatorResult) -> str:
        """The notes of one row; those of a composite stand beside its children."""
        return "" if row.children else " ".join(self._sentences(row))

    def _sentences(self, row: IndicatorResult) -> Iterator[str]:
        assessment = row.assessment
        aggregate = assessment.aggregate
        if row.indicator.pk in self.indicators_in_correction:
            yield "Đang đính chính."
        if aggregate.assigned > 1 and aggregate.has_figures:
            yield f"{coverage_label(pending=self.overview.pending)}: {coverage_text(assessment)}."
        omits_reason = assessment.status not in STATUSES_WITH_REASON or (
            assessment.reason in SILENCE_REASONS and aggregate.silent and aggregate.has_figures
        )
        periods, pending = self.overview.plan_data.period_names, self.overview.pending
        for sentence in remark_sentences(assessment, self.unit_names, periods, pending=pending, most=MOST_NAMES):
            if not (omits_reason and assessment.reason and sentence == REASON_LABELS[assessment.reason]):
                yield sentence
        if movement_text := movement_sentence(assessment, self.overview.plan_data.last_years):
            yield movement_text
        yield from self._on_behalf_sentences(row)
        yield from self._note_sentences(row)
        yield from self._source_sentences(row)

    def _on_behalf_sentences(self, row: IndicatorResult) -> Iterator[str]:
        """The units whose figure of the period was entered on their behalf."""
        units = {
            unit
            for unit, ordinal, figure in self.figures_by_indicator.get(row.indicator.pk, ())
            if ordinal == self.overview.period.ordinal and figure.on_behalf
        }
        if units:
            names = sorted(units, key=lambda unit: self.overview.units[unit].sort_key)
            yield on_behalf_text(tuple(names), self.unit_names, most=MOST_NAMES)

    def _note_sentences(self, row: IndicatorResult) -> Iterator[str]:
        """The notes of units beside their figures of the period; those with the same words together."""
        units_by_note: dict[str, list[UnitId]] = defaultdict(list)
        for unit, ordinal, figure in self.figures_by_indicator.get(row.indicator.pk, ()):
            if figure.note and ordinal == self.overview.period.ordinal:
                units_by_note[as_sentence(figure.note)].append(unit)
        for text, units in list(units_by_note.items())[:MOST_NOTES]:
            units.sort(key=lambda unit: self.overview.units[unit].sort_key)
            yield f"{subject_names(tuple(units), self.unit_names, most=MOST_NAMES)}: {text}"
        if remaining_count := sum(len(units) for units in list(units_by_note.values())[MOST_NOTES:]):
            yield f"Và ghi chú của {running_count(remaining_count)} đơn vị khác."

    def _source_sentences(self, row: IndicatorResult) -> Iterator[str]:
        sources = {
            figure.source: None for _, _, figure in self.figures_by_indicator.get(row.indicator.pk, ()) if figure.source
        }
        if sources:
            rest_text = (
                f" và {running_count(len(sources) - MOST_SOURCES)} nguồn khác" if len(sources) > MOST_SOURCES else ""
            )
            sources_text = "; ".join(shorten(source).removesuffix(".") for source in list(sources)[:MOST_SOURCES])
            yield f"Nguồn: {sources_text}{rest_text}."


def shorten(text: str, longest: int = LONGEST_NOTE) -> str:
    """The text on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]}…"


def as_sentence(text: str, longest: int = LONGEST_NOTE) -> str:
    """The text on one line, with a full stop unless it ends with some stop of its own."""
    line = shorten(text, longest)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."
