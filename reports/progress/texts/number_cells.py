"""A number of an indicator with the text that people read."""

from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import NumberText, format_number, plain_number
from chodon_thidua.lib.state_names import state_name
from targets.calculation.types import IndicatorRules
from targets.rank_text import rank_change_text
from targets.target_text import range_text

BRIEF = 32  # characters
SIX_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number with the text that people read; `data` is a plain decimal of at most 6 places, empty without one."""

    text: str = ""
    value: Decimal | None = None

    def __post_init__(self) -> None:
        # Words break between themselves.
        object.__setattr__(self, "text", self.text if self.value is None else NumberText(self.text))

    @property
    def brief(self) -> str:
        """The text for a place with room for a number; of words their beginning, cut between two of them."""
        is_short = self.value is not None or len(self.text) <= BRIEF
        return self.text if is_short else f"{self.text[:BRIEF].rsplit(' ', 1)[0]}…"

    @property
    def data(self) -> str:
        return plain_number(self.value)


NO_NUMBER = NumberCell()


def number_cell(value: Decimal | None, spec: IndicatorRules) -> NumberCell:
    """The number rounded half up to the indicator's decimals, its data keep six; of a state its name alone."""
    if value is not None and spec.states:
        return NumberCell(state_name(spec.states, value))
    return NO_NUMBER if value is None else NumberCell(format_number(value, spec.decimals), six_places(value))


def band_cell(lower: Decimal, upper: Decimal, spec: IndicatorRules) -> NumberCell:
    """Both ends, “40–60”, as text; the number is the lower one."""
    return NumberCell(
        range_text(lower, upper, lambda end: format_number(end, spec.achievement_decimals)), six_places(lower)
    )


def distinct_number(value: Decimal, decimals: int) -> str:
    """The number with as many decimals as it takes to read otherwise than 0, up to six."""
    texts = [format_number(value, places) for places in range(decimals, 7)]
    return next((text for text in texts if text != "0"), texts[-1])


def achievement_cell(value: Decimal | None, spec: IndicatorRules) -> NumberCell:
    """The number that is compared with the target, as `number_cell` has the value."""
    if value is None or spec.states:
        return number_cell(value, spec)
    return NumberCell(format_number(value, spec.achievement_decimals), six_places(value))


def distance_cell(distance: Decimal, spec: IndicatorRules) -> NumberCell:
    """The signed distance of what is compared with the target from it: “−3”, of rates and growth “+0,5 điểm”."""
    points = " điểm" if spec.achievement_is_rate else ""
    return NumberCell(signed_text(distance, spec.achievement_decimals) + points, six_places(distance))


def signed_text(value: Decimal, decimals: int) -> str:
    text = format_number(value, decimals)
    return f"+{text}" if value > 0 and text != "0" else text


def difference_text(difference: Decimal, spec: IndicatorRules) -> str:
    """The difference of two values: “+3”, “−0,5 điểm” of a rate, “lên 4 bậc” of a rank."""
    if spec.is_rank:
        return rank_change_text(difference)
    return signed_text(difference, spec.decimals) + (" điểm" if spec.is_rate else "")


def gap_note(text: str) -> str:
    """The text of a difference from the target with its word, unless it has one: “chênh −3”, “kém 4 bậc”."""
    return text if text[:1].isalpha() else f"chênh {text}"


def six_places(value: Decimal) -> Decimal:
    return value.quantize(SIX_PLACES)
