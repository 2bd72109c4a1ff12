"""A plan read from a JSON file: parsed and checked as a whole before anything is written. Pure.

The format is that of `targets.plan_schema`; `fixtures/plan-format.md` describes it, `plan-15-2022.json` shows it.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from chodon_thidua.lib.files.file_schema import as_entry, load_entries
from chodon_thidua.lib.text import normalise_line
from targets.plan_format.file_rhythm import rhythm_of_file
from targets.plan_format.indicator_schema import IndicatorSchema
from targets.plan_format.target_entries import target_ends
from targets.plan_rows import BaselineRow, IndicatorRow, PartRow, PeriodRow, PlanFile, TargetEnds
from targets.plan_schema import PlanSchema


class PlanFileError(ValueError):
    """The file cannot become a plan; `problems` are Vietnamese sentences, one for each mistake.

    `header` is what says which units it may name, where that much could be read: year, owner and periods.
    """

    def __init__(self, problems: list[str], header: "PlanFile | None" = None) -> None:
        super().__init__("\n".join(problems))
        self.problems, self.header = problems, header


def read_plan(raw: Any) -> PlanFile:
    """Reads the contents of a plan file, as `read_json` gives them.

    Raises: PlanFileError with every problem found.
    """
    with rhythm_of_file(raw):
        data, problems = load_entries(PlanSchema(), raw, "Kế hoạch")
    if problems:
        raise PlanFileError(problems, _plan_header(data))
    return PlanFile(
        document_number=data["document_number"],
        issued_on=data["issued_on"],
        title=data["title"],
        year=data["year"],
        rhythm=data["rhythm"],
        owner=data["owner"],
        periods=tuple(PeriodRow(**period) for period in data["periods"]),
        fields=tuple((field["code"], field["name"]) for field in data["fields"]),
        indicators=tuple(_indicator(indicator) for indicator in data["indicators"]),
        sha256=_hash(raw),
    )


def unit_mentions(raw: Any) -> Iterator[tuple[str, str]]:
    """Every code of a unit in a file, whatever else is wrong with it: where it stands, and the code."""
    plan = as_entry(raw)
    codes = [("Kế hoạch", plan.get("owner"))]
    for place, top in enumerate(_entries(plan.get("indicators")), 1):
        for entry in (top, *_entries(top.get("children"))):
            where = IndicatorSchema().name_of(entry, place)
            code_lists = [entry.get("leads"), entry.get("named_units"), as_entry(entry.get("reporters")).get("units")]
            own = [code for codes in code_lists if isinstance(codes, list | tuple) for code in codes]
            own += [entry.get("lead"), *as_entry(entry.get("allocations"))]
            own += [last.get("unit") for last in _entries(entry.get("last_year"))]
            codes += [(where, code) for code in own]
    return ((where, normalise_line(code)) for where, code in codes if isinstance(code, str) and code.strip())


def _hash(raw: Any) -> str:
    canonical = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(canonical.encode()).hexdigest()


def _entries(raw: Any) -> list[Mapping[str, Any]]:
    return [item for item in raw if isinstance(item, Mapping)] if isinstance(raw, list | tuple) else []


def _plan_header(data: dict[str, Any]) -> PlanFile | None:
    days = PeriodRow.__dataclass_fields__.keys()
    periods = [period for period in data.get("periods", ()) if isinstance(period, dict) and period.keys() == days]
    if not periods or not {"owner", "year"} <= data.keys():
        return None
    rows = tuple(PeriodRow(**period) for period in periods)
    return PlanFile("", rows[0].starts_on, "", data["year"], data["owner"], rows, (), ())


def _indicator(data: dict[str, Any]) -> IndicatorRow:
    """The row of an indicator; most entries have the same names as in the file."""
    profile, reporters = data.pop("profile_percent"), data.pop("reporters")
    upper, tolerance = data.pop("upper"), data.pop("tolerance")
    comparator, target, allocations = data["comparator"], data.pop("target"), data.pop("allocations")
    rows: dict[str, Any] = {
        "target": None if target is None else target_ends(comparator, TargetEnds(target, upper), tolerance),
        "allocations": {code: target_ends(comparator, ends, tolerance) for code, ends in allocations.items()},
        "states": tuple(data.pop("states")),
        "due": tuple(data.pop("due")),
        "leads": tuple(dict.fromkeys(filter(None, [data.pop("lead"), *data.pop("leads")]))),
        "named_units": tuple(data.pop("named_units")),
        "parts": tuple(PartRow(**part) for part in data.pop("parts")),
        "last_year": tuple(BaselineRow(label=row.pop("definition_label"), **row) for row in data.pop("last_year")),
        "children": tuple(_indicator(child) for child in data.pop("children", ())),
    }
    return IndicatorRow(
        profile=tuple(profile) if profile else None,
        reporter_units=tuple(reporters.get("units", ())),
        reporter_kinds=tuple(reporters.get("kinds", ())),
        **rows,
        **data,
    )
