"""The only writer of the contact persons of units."""

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from units.enums import UnitsAuditAction
from units.models import Unit, UnitContact, User
from units.permissions import check_administers
from units.services.audit import audit_record

PARTICULARS = ("name", "post", "phone")


@transaction.atomic
def contact_set(*, unit: Unit, name: str, post: str, phone: str, actor: User | None) -> UnitContact | None:
    """Writes whom to ask at the unit; without any of the three there is nobody.

    Raises: Refusal; InvalidInput for a name without a number, and the other way round.
    """
    check_administers(actor, unit)
    contact = UnitContact.objects.select_for_update().filter(unit=unit).first()
    before = _particulars(contact)
    if not (name or post or phone):
        if contact:
            contact.delete()
            contact = None
    else:
        contact = contact or UnitContact(unit=unit)
        contact.name, contact.post, contact.phone = name, post, phone
        save_valid(contact)
    after = _particulars(contact)
    if after != before:
        audit_record(actor=actor, action=UnitsAuditAction.CONTACT_CHANGE, obj=unit, before=before, after=after)
    return contact


def _particulars(contact: UnitContact | None) -> dict[str, str]:
    return {key: getattr(contact, key, "") for key in PARTICULARS}
