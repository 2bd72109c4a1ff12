"""The only writers of units and of their mergers."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from django.db import transaction

from chodon_thidua.lib.saving import save_valid
from units.enums import AuditAction, UnitKind
from units.models import Unit, UnitSuccession, User
from units.permissions import check_administers
from units.services.audit import audit_record
from units.unitfile import SuccessionRow, UnitFile, UnitFileError, UnitRow, short_name_of


@transaction.atomic
def unit_create(
    *,
    actor: User | None,
    code: str,
    name: str,
    kind: UnitKind,
    short_name: str = "",
    parent: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Add a unit below one that the actor administers.

    Raises: Refusal, InvalidInput.
    """
    check_administers(actor, parent)
    unit = Unit(
        code=code,
        name=name,
        short_name=short_name or short_name_of(name),
        kind=kind,
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    save_valid(unit)
    after = {"code": unit.code, "name": unit.name, "kind": kind, "parent": parent.code if parent else None}
    audit_record(
        actor=actor,
        action=AuditAction.UNIT_CREATE,
        obj=unit,
        after={**after, "valid_from": valid_from, "valid_to": valid_to},
    )
    return unit


@transaction.atomic
def succession_create(*, actor: User | None, predecessor: Unit, successor: Unit, on: date) -> UnitSuccession:
    """Record that from a day on one unit's duties pass to another.

    Raises: Refusal, InvalidInput.
    """
    check_administers(actor, predecessor)
    check_administers(actor, successor)
    succession = UnitSuccession(predecessor=predecessor, successor=successor, on=on)
    save_valid(succession)
    after = {"predecessor": predecessor.code, "successor": successor.code, "on": on}
    audit_record(actor=actor, action=AuditAction.SUCCESSION_CREATE, obj=succession, after=after)
    return succession


@dataclass(slots=True)
class UnitsLoaded:
    """What came of a file; `different` names what is already there with other contents and was left alone."""

    created: int = 0
    present: int = 0
    merged: int = 0
    merged_before: int = 0
    different: list[str] = field(default_factory=list)


@transaction.atomic
def units_load(*, file: UnitFile, actor: User | None = None) -> UnitsLoaded:
    """Add the units and mergers of a file that are not there yet; what is there stays as it is.

    Raises: UnitFileError when a code means no unit or several; Refusal; InvalidInput.
    """
    loaded, problems = UnitsLoaded(), []
    steps = [
        *(partial(_load_unit, row) for row in file.units),
        *(partial(_load_succession, row) for row in file.successions),
    ]
    for step in steps:
        try:
            step(actor, loaded)
        except LookupError as problem:
            problems.append(str(problem.args[0]))
    if problems:
        raise UnitFileError(problems)
    return loaded


def _load_unit(row: UnitRow, actor: User | None, loaded: UnitsLoaded) -> None:
    parent = _unit(row.parent, row.valid_from or row.valid_to, f"Đơn vị {row.code}") if row.parent else None
    there = Unit.objects.valid_between(row.valid_from, row.valid_to).filter(code=row.code).first()
    if there is None:
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
        loaded.created += 1
        return
    loaded.present += 1
    shared = ("name", "short_name", "kind", "valid_from", "valid_to")
    if there.parent != parent or any(getattr(there, name) != getattr(row, name) for name in shared):
        loaded.different.append(f"{there.code} {there.name}")


def _load_succession(row: SuccessionRow, actor: User | None, loaded: UnitsLoaded) -> None:
    predecessor = _unit(row.predecessor, row.on - timedelta(days=1), f"Sáp nhập {row.predecessor}")
    successor = _unit(row.successor, row.on, f"Sáp nhập {row.predecessor}")
    there = predecessor.successions.first()
    if there is None:
        succession_create(actor=actor, predecessor=predecessor, successor=successor, on=row.on)
        loaded.merged += 1
        return
    loaded.merged_before += 1
    if (there.successor, there.on) != (successor, row.on):
        loaded.different.append(str(there))


def _unit(code: str, day: date | None, where: str) -> Unit:
    """The one unit that has the code on the day, or ever if no day is given.

    Raises: LookupError with a sentence.
    """
    units = Unit.objects.filter(code=code)
    found = list(units.valid_on(day) if day else units)
    if len(found) == 1:
        return found[0]
    when = f" ngày {day:%d/%m/%Y}" if day else ""
    how = "không có đơn vị nào" if not found else "có nhiều đơn vị"
    raise LookupError(f"{where}: {how} mang mã “{code}”{when}.")
