"""A plan's file of quarters in another rhythm, for simulations: the same year cut into other periods."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from targets.rhythm import MONTHS_IN_YEAR, Rhythm

DUE_AFTER = timedelta(days=2)  # the end of a period


def plan_in_rhythm(raw: dict[str, Any], rhythm: Rhythm) -> dict[str, Any]:
    """The contents of a quarterly plan's file with `rhythm` periods that begin on the same day of a month.

    What is due in every quarter is due in every period; anything else in the period that ends with its quarter.
    """
    if rhythm is Rhythm.QUARTERS:
        return raw
    indicators = [_indicator(entry, rhythm) for entry in raw["indicators"]]
    return raw | {"rhythm": rhythm.value, "periods": _periods(raw["periods"], rhythm), "indicators": indicators}


def _periods(quarters: Sequence[dict[str, Any]], rhythm: Rhythm) -> list[dict[str, Any]]:
    first_day, months = date.fromisoformat(quarters[0]["starts_on"]), MONTHS_IN_YEAR // rhythm
    periods = []
    for ordinal in rhythm.regular_ordinals:
        last_day = _months_later(first_day, ordinal * months) - timedelta(days=1)
        days = {
            "starts_on": _months_later(first_day, (ordinal - 1) * months),
            "ends_on": last_day,
            "due_on": last_day + DUE_AFTER,
        }
        texts = {name: day.isoformat() for name, day in days.items()}
        periods.append({"ordinal": ordinal, "name": rhythm.usual_name(ordinal)} | texts)
    return [*periods, quarters[-1] | {"ordinal": rhythm.final}]


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _indicator(raw: dict[str, Any], rhythm: Rhythm) -> dict[str, Any]:
    changes: dict[str, Any] = {"due": _due(raw.get("due") or [], rhythm)}
    if profile := raw.get("profile_percent"):
        changes["profile_percent"] = [str(_step(profile, rhythm, ordinal)) for ordinal in rhythm.regular_ordinals]
    if rows := raw.get("last_year"):
        moved = ((row, Rhythm.QUARTERS.ordinal_in(rhythm, row["ordinal"])) for row in rows)
        changes["last_year"] = [row | {"ordinal": ordinal} for row, ordinal in moved if ordinal]
    if children := raw.get("children"):
        changes["children"] = [_indicator(child, rhythm) for child in children]
    return raw | changes


def _due(quarters: Sequence[int], rhythm: Rhythm) -> list[int]:
    if set(Rhythm.QUARTERS.regular_ordinals) <= set(quarters):
        regular = list(rhythm.regular_ordinals)
        return [*regular, rhythm.final] if Rhythm.QUARTERS.final in quarters else regular
    moved = (Rhythm.QUARTERS.ordinal_in(rhythm, ordinal) for ordinal in quarters)
    return [ordinal for ordinal in moved if ordinal]


def _step(profile: Sequence[Any], rhythm: Rhythm, ordinal: int) -> Decimal:
    """The cumulative share by a period, between those of the quarters around its end."""
    steps = [Decimal(0), *(Decimal(str(step)) for step in profile)]
    quarter, rest = divmod(Decimal(ordinal * Rhythm.QUARTERS), Decimal(rhythm))
    lower, upper = steps[int(quarter)], steps[min(int(quarter) + 1, Rhythm.QUARTERS.last)]
    return round(lower + (upper - lower) * rest / rhythm, 6)
