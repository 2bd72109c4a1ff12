"""Reading the contents of a programme's file."""

from typing import Any

from chodon_thidua.lib.files.file_schema import load_entries
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
    return ProgrammeTargetRow(path=tuple(data.pop("path")), years=tuple(years), **data)
