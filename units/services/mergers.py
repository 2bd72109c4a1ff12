"""The only writer of mergers."""

from datetime import date, timedelta

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from units.enums import UnitsAuditAction
from units.models import Unit, UnitSuccession, User
from units.permissions import check_administers
from units.services.audit import audit_record
from units.services.organisation import DATE, STILL_OWED, notify_people, validity_end

PASSES_ON = (
    "Các kỳ bắt đầu từ ngày đó do {unit} báo cáo, gồm cả phần của đơn vị cũ; "
    "chỉ đạo mà đơn vị cũ chưa trả lời xong chuyển sang {unit}."
)


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
        validity_end(actor, predecessor, on - timedelta(days=1))
    after = {"predecessor": predecessor.code, "successor": successor.code, "on": on}
    audit_record(actor=actor, action=UnitsAuditAction.SUCCESSION_CREATE, obj=succession, after=after)
    sentence = f"{predecessor.name} nhập vào {successor.name} từ ngày {on:{DATE}}"
    notify_people(predecessor, f"{sentence}. {STILL_OWED}")
    notify_people(successor, f"{sentence}. {PASSES_ON.format(unit=successor.name)}")
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
