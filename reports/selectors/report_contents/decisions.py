"""The subjects that decisions recognise: each counts once, in the year assessed."""

from collections.abc import Collection, Iterable

from chodon_thidua.lib.text import running_count, search_key
from reports.models import Recognition
from targets.calculation.types import Subject


def subject_of(item: Recognition) -> Subject:
    """Returns the key of the recognised subject: the unit's id, or the typed name without case and accents."""
    return item.subject_unit_id or search_key(item.subject_text)


def recognition_count(items: Iterable[Recognition], year: int) -> int:
    """Counts the subjects that the decisions recognise for the year: each once, as in the totals."""
    return len({subject_of(item) for item in items if item.assessed_year == year})


def excluded_decisions_text(items: Collection[Recognition], year: int) -> str:
    """Writes why some decisions of a list do not count; empty when all do."""
    other = [item.assessed_year for item in items if item.assessed_year != year]
    again = len(items) - len(other) - recognition_count(items, year)
    years = " và ".join(str(other_year) for other_year in sorted(set(other)))
    sentences = [f"{running_count(len(other))} quyết định xét năm {years}"] if other else []
    sentences += [f"{running_count(again)} quyết định trùng đối tượng"] if again else []
    return f"Không tính cho năm {year}: {'; '.join(sentences)}." if sentences else ""
