"""The rhythm of a plan: how many regular periods its year has, and what people call them. Pure."""

from enum import IntEnum

from chodon_thidua.lib.text import roman

MONTHS_IN_YEAR = 12


class Rhythm(IntEnum):
    """The number of a plan's regular periods; FINAL, the whole year, comes after them.

    Periods are numbered from 1: a month is 1–12 and FINAL 13, a quarter is 1–4 and FINAL 5.
    """

    HALF_YEARS = 2
    QUARTERS = 4
    MONTHS = 12

    @property
    def last(self) -> int:
        """The ordinal of the last regular period."""
        return self.value

    @property
    def final(self) -> int:
        return self.value + 1

    @property
    def ordinals(self) -> range:
        """The ordinals of all periods, FINAL too."""
        return range(1, self.value + 2)

    @property
    def regular_ordinals(self) -> range:
        return range(1, self.value + 1)

    def ordinal_in(self, other: "Rhythm", ordinal: int) -> int | None:
        """Returns the period of another rhythm that ends at the same share of the year; None where there is none.

        Month 6 ends with quarter II, month 7 with no quarter; the whole year is the same in any rhythm.
        """
        if ordinal == self.final:
            return other.final
        place, remainder = divmod(ordinal * other, self)
        return None if remainder else place

    @property
    def noun(self) -> str:
        """The word for one of its regular periods; a half-year has none of its own."""
        return {Rhythm.HALF_YEARS: "kỳ", Rhythm.QUARTERS: "quý", Rhythm.MONTHS: "tháng"}[self]

    @property
    def count(self) -> str:
        """The number of regular periods in running text, where small numbers are written out."""
        return _in_words(self.last)

    @property
    def count_with_final(self) -> str:
        return _in_words(self.final)

    @property
    def all_periods(self) -> str:
        """“bốn quý”, “12 tháng”."""
        return f"{self.count} {self.noun}"

    @property
    def all_in_digits(self) -> str:
        """“4 quý”, as on a button."""
        return f"{self.value} {self.noun}"

    @property
    def example(self) -> str:
        """A period of the third quarter in a sentence, or of the first half-year."""
        return {Rhythm.HALF_YEARS: "6 tháng đầu năm", Rhythm.QUARTERS: "quý III", Rhythm.MONTHS: "tháng 9"}[self]

    def usual_name(self, ordinal: int) -> str:
        """Returns the name that a period has where the plan gives it no other.

        Raises: KeyError for an ordinal that the rhythm does not have.
        """
        return self.usual_names[ordinal]

    @property
    def usual_names(self) -> dict[int, str]:
        """The usual names of all periods by ordinal."""
        return _USUAL_NAMES[self]

    def to_date_name(self, ordinal: int) -> str:
        """Returns what the year up to a month is called: “7 tháng”; empty where no name but the period's is usual."""
        return f"{ordinal} tháng" if self is Rhythm.MONTHS and 1 < ordinal <= self.last else ""


def _in_words(number: int) -> str:
    return {2: "hai", 3: "ba", 4: "bốn", 5: "năm"}.get(number, str(number))


_REGULAR_NAMES = {
    Rhythm.HALF_YEARS: ["6 tháng đầu năm", "6 tháng cuối năm"],
    Rhythm.QUARTERS: [f"Quý {roman(quarter)}" for quarter in range(1, 5)],
    Rhythm.MONTHS: [f"Tháng {month}" for month in range(1, MONTHS_IN_YEAR + 1)],
}
_USUAL_NAMES = {rhythm: dict(enumerate([*names, "Cả năm"], 1)) for rhythm, names in _REGULAR_NAMES.items()}

# An ordinal after the last period of any plan: the time when the next year's plan begins.
AFTER_ANY_YEAR = max(Rhythm) + 2
