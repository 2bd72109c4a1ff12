"""What a reviewer wants to know of a report before opening it: what is missing, what is doubtful."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chodon_thidua.lib.numbers import read_back
from reports.models import Figure
from reports.plausibility import Doubt
from reports.selectors.doubts import doubts_of, unexplained
from reports.selectors.duties import is_whole
from reports.selectors.figures import Reported
from targets.enums import PartRole
from targets.models import Indicator, IndicatorPart, Period
from targets.selectors import Structure
from targets.totals import UnitId


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit says of one indicator; `figure` is None when it is due and was not given."""

    indicator: Indicator
    figure: Figure | None
    due: bool
    parts: Mapping[PartRole, IndicatorPart] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    @property
    def text(self) -> str:
        """What was entered, on one line. Empty, 0 and not applicable are three things."""
        if self.figure is None or self.figure.not_applicable:
            return "không áp dụng" if self.figure else "chưa có số liệu"
        units = {role: part.unit_of_measure for role, part in self.parts.items()}
        units = units or {PartRole.NUMERATOR: self.indicator.unit_of_measure}
        values = [(getattr(self.figure, role.lower()), units[role]) for role in PartRole if role in units]
        return " / ".join("chưa có số liệu" if value is None else read_back(value, unit) for value, unit in values)

    @property
    def whole(self) -> bool:
        return self.figure is not None and is_whole(self.figure)

    @property
    def missing(self) -> bool:
        return self.due and not self.whole

    @property
    def unexplained(self) -> int:
        return unexplained(self.figure, self.doubts)


@dataclass(frozen=True, slots=True)
class Check:
    """One report in numbers."""

    answers: tuple[Answer, ...] = ()

    @property
    def doubts(self) -> int:
        return sum(len(one.doubts) for one in self.answers)

    @property
    def unexplained(self) -> int:
        return sum(one.unexplained for one in self.answers)

    @property
    def missing(self) -> int:
        return sum(one.missing for one in self.answers)

    @property
    def clean(self) -> bool:
        """Whether nothing is missing and every doubt is explained."""
        return not self.missing and not self.unexplained


def answers_of(promised: Structure, reported: Reported, unit: UnitId, period: Period) -> Iterable[Answer]:
    """Every indicator that is due or was given, in the plan's order.

    Queries: none.
    """
    for indicator in promised.indicators.values():
        figure = reported.figures.get((indicator.pk, unit, period.ordinal))
        due = period.ordinal in indicator.due and bool(promised.asked(indicator.pk, [unit], period.ordinal))
        if figure:
            figure.indicator = indicator
            doubts = doubts_of(promised, reported, indicator, unit, period, figure)
            yield Answer(indicator, figure, due, promised.parts.get(indicator.pk, {}), doubts)
        elif due:
            yield Answer(indicator, None, due)


def check_report(promised: Structure, reported: Reported, unit: UnitId, period: Period) -> Check:
    """The unit's counted report of the period. Queries: none."""
    return Check(tuple(answers_of(promised, reported, unit, period)))
