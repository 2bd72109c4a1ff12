"""The stored contents of a programme as far as its file decides them, to list the changes of a corrected file."""

from collections.abc import Mapping

from targets.models import Programme, ProgrammeTarget, ProgrammeYear
from targets.selectors.changes.object_values import object_values
from targets.selectors.changes.plan_changes import Contents

PROGRAMME_NAMES = ("title", "issued_on", "first_year", "last_year")


def programme_contents(programme: Programme) -> Contents:
    """Returns the values that a file decides, by the object they belong to and their label. Queries: 3."""
    stored = Programme.objects.get(pk=programme.pk)
    rows: list[tuple[str, Mapping[str, str]]] = [("Chương trình", object_values(stored, PROGRAMME_NAMES))]
    targets = ProgrammeTarget.objects.filter(programme=programme).select_related("indicator")
    for target in targets.prefetch_related("years"):
        own = f"Mục tiêu {target.code}"
        names = ("name", "order", "indicator", "over_years", "comparator", "value", "upper", "path")
        rows.append((own, object_values(target, names)))
        rows += [(f"{own}, năm {year.year}", _year_values(year)) for year in target.years.all()]
    return {(whose, what): text for whose, values in rows for what, text in values.items()}


def _year_values(year: ProgrammeYear) -> Mapping[str, str]:
    return object_values(year, ("value", "definition_label", "source"))
