"""Reading the contents of a programme's file."""

from typing import Any

from chodon_thidua.lib.files.file_schema import load_entries
from targets.plan_format.target_entries import target_ends
from targets.plan_rows import TargetEnds
from targets.programme_file.rows import ProgrammeFile, ProgrammeFileError, ProgrammeTargetRow, ProgrammeYearRow
from targets.programme_file.schema import ProgrammeSchema


def read_programme(raw: Any) -> ProgrammeFile:
    """Reads the contents of a file, as `read_json` gives them.

    Raises: ProgrammeFileError with every problem found.
    """
    data, problems = load_entries(ProgrammeSchema(), raw, "Chương trình")
    if problems:
        raise ProgrammeFileError(problems)
    data.pop("note", None)
    targets = tuple(_target(target) for target in data.pop("targets"))
    return ProgrammeFile(targets=targets, **data)


def _target(data: dict[str, Any]) -> ProgrammeTargetRow:
    years = sorted((ProgrammeYearRow(**year) for year in data.pop("years")), key=lambda row: row.year)
    level, upper, tolerance = data.pop("target"), data.pop("upper"), data.pop("tolerance")
    path = data.pop("path")
    if level is not None:
        ends = target_ends(data["comparator"], TargetEnds(level, upper), tolerance)
        # The path of “khoảng 4, sai số 0,2” is written in the middles and kept in the lower ends.
        path = [step + ends.value - level for step in path]
        data |= {"target": ends.value, "upper": ends.upper}
    return ProgrammeTargetRow(path=tuple(path), years=tuple(years), **data)
