"""Reading a file of units, with the mistakes that only show between its entries."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chodon_thidua.lib.files.file_schema import load_entries
from chodon_thidua.lib.files.json_files import JsonFileError, read_json
from units.enums import UnitKind
from units.unit_file.rows import SuccessionRow, UnitFile, UnitFileError, UnitRow, short_name_of
from units.unit_file.schema import UnitFileSchema


def read_units(content: bytes | str) -> UnitFile:
    """Parses and checks a file.

    Raises: UnitFileError naming every mistake.
    """
    try:
        raw = read_json(content if isinstance(content, bytes) else content.encode())
    except JsonFileError as error:
        raise UnitFileError(error.problems) from error
    data, problems = load_entries(UnitFileSchema(), raw, "Tệp")
    rows = [
        UnitRow(**row | {"kind": UnitKind(row["kind"]), "short_name": row["short_name"] or short_name_of(row["name"])})
        for row in _complete_entries(data, "units", UnitRow)
    ]
    mergers = [SuccessionRow(**row) for row in _complete_entries(data, "successions", SuccessionRow)]
    problems += [f"{where}: {sentence}." for where, sentence in mistakes_between_entries(rows, mergers)]
    if problems or not rows:
        raise UnitFileError(problems or ["Tệp: “units” chưa có đơn vị nào."])
    return UnitFile(tuple(rows), tuple(mergers))


def _complete_entries(data: Mapping[str, Any], name: str, row: type) -> list[dict[str, Any]]:
    """The entries of a list in which everything could be read."""
    names = row.__dataclass_fields__.keys()  # type: ignore[attr-defined]  # both are data classes
    return [entry for entry in data.get(name, ()) if isinstance(entry, dict) and entry.keys() == names]


def mistakes_between_entries(rows: Sequence[UnitRow], mergers: Sequence[SuccessionRow]) -> Iterator[tuple[str, str]]:
    """The mistakes that only show between entries: codes used twice, parents that come too late, units merged twice."""
    codes, earlier_rows = {row.code for row in rows}, defaultdict[str, list[UnitRow]](list)
    for row in rows:
        if any(row.overlaps(other) for other in earlier_rows.get(row.code, ())):
            yield f"Đơn vị {row.code}", "mã được dùng hai lần trong cùng thời gian hiệu lực"
        if row.parent in codes and row.parent not in earlier_rows:
            yield f"Đơn vị {row.code}", f"đơn vị cấp trên “{row.parent}” phải đứng trước nó trong tệp"
        earlier_rows[row.code].append(row)
    for (predecessor, _), count in Counter((merger.predecessor, merger.on) for merger in mergers).items():
        for _ in range(count - 1):
            yield f"Sáp nhập {predecessor}", "được ghi hai lần"
