"""The units and mergers of a file, written where they are not there yet."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from django.db import transaction

from units.models import Unit, User
from units.permissions import check_administers
from units.services.mergers import succession_create
from units.services.organisation import unit_create, unit_end, validity_end
from units.unit_file import SuccessionRow, UnitFile, UnitFileError, UnitRow


@dataclass(slots=True)
class UnitLoadResult:
    """The result of a file; `different` names objects that are already there with other contents and stay so."""

    created: int = 0
    present: int = 0
    ended: int = 0
    merged: int = 0
    merged_before: int = 0
    different: list[str] = field(default_factory=list)


@transaction.atomic
def units_load(*, file: UnitFile, actor: User | None = None) -> UnitLoadResult:
    """Adds the units and mergers of a file that are not there yet, and ends those that it ends.

    Whatever else is there with other contents stays as it is.

    Raises: UnitFileError when a code means no unit or several, or a unit was merged otherwise; Refusal; InvalidInput.
    """
    result, problems = UnitLoadResult(), []
    merger_ends = {(row.predecessor, row.on - timedelta(days=1)) for row in file.successions}
    steps = [
        # First of all, for a unit to come may have the code of one that ends.
        *(partial(_end_unit, row, is_merged=(row.code, row.valid_to) in merger_ends) for row in file.units),
        *(partial(_load_unit, row) for row in file.units),
        *(partial(_load_succession, row) for row in file.successions),
    ]
    for step in steps:
        try:
            step(actor, result)
        except LookupError as problem:
            problems.append(str(problem.args[0]))
    if problems:
        raise UnitFileError(problems)
    return result


def _end_unit(row: UnitRow, actor: User | None, result: UnitLoadResult, *, is_merged: bool) -> None:
    """Ends the stored unit of the same code and name where the file has an earlier last day."""
    existing = Unit.objects.valid_between(row.valid_from, row.valid_to).filter(code=row.code, name=row.name).first()
    if row.valid_to is None or existing is None or existing.successions.exists():
        return
    if existing.valid_to is not None and existing.valid_to <= row.valid_to:
        return
    result.ended += 1
    if is_merged:  # its people get the notice of the merger
        check_administers(actor, existing)
        validity_end(actor, existing, row.valid_to)
    else:
        unit_end(actor=actor, unit=existing, last_day=row.valid_to)


def _load_unit(row: UnitRow, actor: User | None, result: UnitLoadResult) -> None:
    parent = _unit(row.parent, row.valid_from or row.valid_to, f"Đơn vị {row.code}") if row.parent else None
    existing = Unit.objects.valid_between(row.valid_from, row.valid_to).filter(code=row.code).first()
    if existing is None:
        unit_create(
            actor=actor,
            code=row.code,
            name=row.name,
            kind=row.kind,
            short_name=row.short_name,
            parent=parent,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        result.created += 1
        return
    result.present += 1
    shared = ("name", "short_name", "kind", "valid_from")
    # A file may leave the last day of a merged unit to its merger.
    ends_elsewhere = existing.valid_to != row.valid_to and (row.valid_to or not existing.successions.exists())
    if (
        existing.parent != parent
        or ends_elsewhere
        or any(getattr(existing, name) != getattr(row, name) for name in shared)
    ):
        result.different.append(f"{existing.code} {existing.name}")


def _load_succession(row: SuccessionRow, actor: User | None, result: UnitLoadResult) -> None:
    try:
        predecessor = _unit(row.predecessor, row.on - timedelta(days=1), f"Sáp nhập {row.predecessor}")
    except LookupError:
        former_units = list(Unit.objects.filter(code=row.predecessor, successions__successor__code=row.successor))
        if len(former_units) != 1:
            raise
        predecessor = former_units[0]  # it went there already, on another day
    successor = _unit(row.successor, row.on, f"Sáp nhập {row.predecessor}")
    existing = predecessor.successions.first()
    if existing is None:
        succession_create(actor=actor, predecessor=predecessor, successor=successor, on=row.on)
        result.merged += 1
        return
    if (existing.successor, existing.on) != (successor, row.on):
        # Half of a merger would leave old and new units side by side.
        raise LookupError(f"Sáp nhập {row.predecessor}: đã ghi nhận {existing}; một đơn vị chỉ nhập một lần.")
    result.merged_before += 1


def _unit(code: str, day: date | None, where: str) -> Unit:
    """The one unit that has the code on the day, or ever if no day is given.

    Raises: LookupError with a sentence.
    """
    units = Unit.objects.filter(code=code)
    matches = list(units.valid_on(day) if day else units)
    if len(matches) == 1:
        return matches[0]
    when = f" ngày {day:%d/%m/%Y}" if day else ""
    how = "không có đơn vị nào" if not matches else "có nhiều đơn vị"
    raise LookupError(f"{where}: {how} mang mã “{code}”{when}.")
