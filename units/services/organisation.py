"""The only writers of units and of their mergers."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from units.enums import UnitKind, UnitsAuditAction
from units.models import Unit, UnitSuccession, User
from units.permissions import check_administers
from units.selectors.people import people_of
from units.services.audit import audit_record
from units.services.notices import notice_send
from units.unit_file import SuccessionRow, UnitFile, UnitFileError, UnitRow, short_name_of

DATE = "%d/%m/%Y"
STILL_OWED = "Báo cáo các kỳ bắt đầu trước ngày đó, kể cả kỳ đang diễn ra, đơn vị vẫn nhập và gửi như trước."


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
    """Adds a unit below one that the actor administers.

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
        action=UnitsAuditAction.UNIT_CREATE,
        obj=unit,
        after={**after, "valid_from": valid_from, "valid_to": valid_to},
    )
    return unit


@transaction.atomic
def unit_end(*, actor: User | None, unit: Unit, last_day: date) -> Unit:
    """Ends a unit on a day; its reports stay, and its people get a notice.

    Raises: Refusal; InvalidInput for a unit that ends earlier already, or begins after the day.
    """
    check_administers(actor, unit)
    _end_validity(actor, unit, last_day)
    _notify_people(unit, f"{unit.name} kết thúc sau ngày {last_day:{DATE}}. {STILL_OWED}")
    return unit


@transaction.atomic
def succession_create(*, actor: User | None, predecessor: Unit, successor: Unit, on: date) -> UnitSuccession:
    """Records that from a day on one unit's figures, duties and allocations pass to another; the unit itself ends.

    The people of both get a notice.
    Raises: Refusal; InvalidInput for units that do not exist then, and where mergers would go round in a circle.
    """
    check_administers(actor, predecessor)
    check_administers(actor, successor)
    _check_merger(predecessor, successor, on)
    succession = UnitSuccession(predecessor=predecessor, successor=successor, on=on)
    save_valid(succession)
    if predecessor.valid_to is None:
        _end_validity(actor, predecessor, on - timedelta(days=1))
    after = {"predecessor": predecessor.code, "successor": successor.code, "on": on}
    audit_record(actor=actor, action=UnitsAuditAction.SUCCESSION_CREATE, obj=succession, after=after)
    sentence = f"{predecessor.name} nhập vào {successor.name} từ ngày {on:{DATE}}"
    _notify_people(predecessor, f"{sentence}. {STILL_OWED}")
    _notify_people(
        successor, f"{sentence}. Các kỳ bắt đầu từ ngày đó do {successor.name} báo cáo, gồm cả phần của đơn vị cũ."
    )
    return succession


def _check_merger(predecessor: Unit, successor: Unit, on: date) -> None:
    last_day = on - timedelta(days=1)
    if predecessor.valid_to and predecessor.valid_to != last_day:
        validity = f"{predecessor.name} có hiệu lực đến {predecessor.valid_to:{DATE}}"
        raise InvalidInput({"on": f"{validity}, không khớp ngày sáp nhập {on:{DATE}}."})
    if not predecessor.is_valid_on(last_day):
        raise InvalidInput({"predecessor": f"{predecessor.name} không còn hoặc chưa có trước ngày {on:{DATE}}."})
    if not successor.is_valid_on(on):
        raise InvalidInput({"successor": f"{successor.name} không có hiệu lực ngày {on:{DATE}}."})
    heir: Unit | None = successor
    while heir is not None and heir != predecessor:
        next_one = UnitSuccession.objects.filter(predecessor=heir).select_related("successor").first()
        heir = next_one.successor if next_one else None
    if heir == predecessor and successor != predecessor:
        raise InvalidInput({"successor": f"{successor.name} đã được nhập vào {predecessor.name} trước đó."})


def _end_validity(actor: User | None, unit: Unit, last_day: date) -> None:
    before = unit.valid_to
    if before and before < last_day:
        raise InvalidInput({"valid_to": f"{unit.name} đã kết thúc sau ngày {before:{DATE}}."})
    unit.valid_to = last_day
    save_valid(unit)
    audit_record(
        actor=actor,
        action=UnitsAuditAction.UNIT_END,
        obj=unit,
        before={"valid_to": before},
        after={"valid_to": last_day},
    )


def _notify_people(unit: Unit, text: str) -> None:
    for user in people_of(unit.pk):
        notice_send(user=user, text=text)


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
        _end_validity(actor, existing, row.valid_to)
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
