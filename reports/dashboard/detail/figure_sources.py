"""The sources that units name for the figures of an indicator, this year and last."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.selectors.report_contents.report_data import CountedFigure, FigureKey

NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class FigureSource:
    """A source that units have named; `until` is the day up to which its figures reach."""

    text: str
    until: date | None
    units: str


def figure_sources(unit_names: Mapping[int, str], figures: Mapping[FigureKey, CountedFigure]) -> Iterator[FigureSource]:
    """Yields each source once, with the day up to which its figures reach and the units that name it."""
    units: dict[tuple[str, date | None], dict[str, None]] = defaultdict(dict)
    for (_, unit, _), figure in figures.items():
        mark = ", nhập thay" if figure.on_behalf else ""
        name = f"{unit_names.get(unit, unit)}{mark}"
        units[figure.source or "Không ghi nguồn", figure.as_of][name] = None
    for (text, until), by in units.items():
        some = ", ".join(by) if len(by) <= NAMED_AT_MOST else f"{len(by)} đơn vị"
        yield FigureSource(text, until, some)


def earlier_sources(overview: PlanOverview, row: IndicatorResult) -> tuple[str, ...]:
    """The sources of last year's figures."""
    indicator_ids = {each_row.indicator.pk for each_row in (row, *row.children) if not each_row.indicator.is_composite}
    return tuple(
        dict.fromkeys(
            source
            for (indicator, unit, _), source in sorted(overview.plan_data.baseline_sources.items())
            if indicator in indicator_ids
            and source
            and overview.plan_data.acting(unit, overview.period.ordinal) in overview.units
        )
    )
