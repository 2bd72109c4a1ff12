"""The titles of periods and of the years that plans run in. Pure."""

from datetime import date, timedelta

from targets.rhythm import MONTHS_IN_YEAR, Rhythm

# A year that begins or ends so much beyond its calendar year is still named after that one: 15/12–14/12 is 2022.
SPILL = timedelta(days=31)
# Periods need not be equal: a year is taken for another than the calendar's from so many months' difference on.
LEAST_SHIFT = 3


def years_text(year: int, starts_on: date, ends_on: date, *, back: int = 0) -> str:
    """“2022”, or “2022–2023” of a year from July to June; so many years `back`."""
    turn = date(ends_on.year, 1, 1)
    if starts_on.year == ends_on.year or min(turn - starts_on, ends_on - turn) <= SPILL:
        return str(year - back)
    return f"{starts_on.year - back}–{ends_on.year - back}"


def period_title(rhythm: Rhythm, ordinal: int, name: str, year: int, starts_on: date, ends_on: date) -> str:
    """Returns the name with its year: “Quý III năm 2022”, “Tháng 7 năm 2026”, “6 tháng đầu năm 2022”, “Cả năm 2022”.

    In a year that does not begin in January a month is of its own calendar year, and any other period of the plan's
    years: “Quý I năm kế hoạch 2026–2027”.
    """
    if str(year) in name:
        return name
    if ordinal == rhythm.final:
        return f"{name} {years_text(year, starts_on, ends_on)}"
    own_year, first_year = str(year), _first_year(rhythm, ordinal, year, ends_on)
    if first_year is not None:
        own_year = str(ends_on.year) if rhythm is Rhythm.MONTHS else f"kế hoạch {first_year}–{first_year + 1}"
    return f"{name} {own_year}" if name.endswith(" năm") else f"{name} năm {own_year}"


def name_last_year(rhythm: Rhythm, ordinal: int, name: str, year: int, ends_on: date, last_years: str) -> str:
    """Returns the short name of the same period of last year: “Quý III/2021”, “6 tháng đầu năm 2021”."""
    if ordinal == rhythm.final or name.endswith(" năm"):
        return f"{name} {last_years}"
    is_shifted_month = rhythm is Rhythm.MONTHS and _first_year(rhythm, ordinal, year, ends_on) is not None
    return f"{name}/{ends_on.year - 1 if is_shifted_month else last_years}"


def _first_year(rhythm: Rhythm, ordinal: int, year: int, ends_on: date) -> int | None:
    """Returns the calendar year in which the plan's year begins; None where it is about the calendar's own."""
    first_month = ends_on.year * MONTHS_IN_YEAR + ends_on.month - ordinal * MONTHS_IN_YEAR // rhythm
    shift = first_month - year * MONTHS_IN_YEAR
    return None if abs(shift) < LEAST_SHIFT else first_month // MONTHS_IN_YEAR
