"""The only writers of units and of their mergers."""

from datetime import date

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from units.enums import UnitKind, UnitsAuditAction
from units.models import Unit, User
from units.permissions import check_administers
from units.selectors.people import people_of
from units.services.audit import audit_record
from units.services.notices import notice_send
from units.unit_file import short_name_of

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
    validity_end(actor, unit, last_day)
    notify_people(unit, f"{unit.name} kết thúc sau ngày {last_day:{DATE}}. {STILL_OWED}")
    return unit


def validity_end(actor: User | None, unit: Unit, last_day: date) -> None:
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


def notify_people(unit: Unit, text: str) -> None:
    for user in people_of(unit.pk):
        notice_send(user=user, text=text)
