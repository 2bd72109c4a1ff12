"""A unit's answer on one indicator, with the warnings about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chodon_thidua.lib.numbers import read_back
from chodon_thidua.lib.state_names import value_text
from reports.models import Figure
from reports.selectors.figure_warnings import CheckedFigure
from reports.warning_rules.figure_warning import FigureWarning
from targets.enums import PartRole
from targets.models import Indicator, IndicatorPart


@dataclass(frozen=True, slots=True)
class IndicatorAnswer(CheckedFigure):
    """A unit's answer on one indicator; `figure` is None when it is due and nothing was entered."""

    indicator: Indicator
    figure: Figure | None
    is_due: bool
    parts: Mapping[PartRole, IndicatorPart] = field(default_factory=dict)
    warnings: tuple[FigureWarning, ...] = ()

    @property
    def text(self) -> str:
        """The entered figure on one line. Empty, 0 and not applicable are three things."""
        if self.figure is None or self.figure.not_applicable:
            return "không áp dụng" if self.figure else "chưa có số liệu"
        units = {role: part.unit_of_measure for role, part in self.parts.items()}
        units = units or {PartRole.NUMERATOR: self.indicator.unit_of_measure}
        values = [(getattr(self.figure, role.lower()), units[role]) for role in PartRole if role in units]
        if self.indicator.has_text:
            return self.figure.text_value or "chưa có nội dung"
        if self.indicator.has_states and self.figure.numerator is not None:
            return value_text(self.figure.numerator, self.indicator.states)
        return " / ".join("chưa có số liệu" if value is None else read_back(value, unit) for value, unit in values)

    @property
    def is_missing(self) -> bool:
        return self.is_due and not self.is_complete
