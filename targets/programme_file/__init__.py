"""A programme read from a JSON file: parsed and checked as a whole before anything is written. Pure.

The format is that of `ProgrammeSchema`; `fixtures/programme-format.md` describes it.
"""

from targets.programme_file.reading import read_programme
from targets.programme_file.rows import ProgrammeFile, ProgrammeFileError, ProgrammeTargetRow, ProgrammeYearRow
from targets.programme_file.schema import ProgrammeSchema

__all__ = (
    "ProgrammeFile",
    "ProgrammeFileError",
    "ProgrammeSchema",
    "ProgrammeTargetRow",
    "ProgrammeYearRow",
    "read_programme",
)
