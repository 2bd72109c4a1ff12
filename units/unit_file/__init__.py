"""Units and their mergers read from a JSON file: parsed and checked as a whole before anything is written.

The format is that of `UnitFileSchema`; `fixtures/units-format.md` describes it, `units-064.json` shows it. A unit
stands after the unit above it. Codes pass from one unit to another, so a code means the unit that has it on a day:
`parent` on the first day of the unit that names it (on its last day where the first is not known), `predecessor` on the
day before the merger, `successor` on its day.
"""

from units.unit_file.reading import read_units
from units.unit_file.rows import SuccessionRow, UnitFile, UnitFileError, UnitRow, short_name_of
from units.unit_file.schema import UnitFileSchema

__all__ = ("SuccessionRow", "UnitFile", "UnitFileError", "UnitFileSchema", "UnitRow", "read_units", "short_name_of")
