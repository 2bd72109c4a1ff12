"""The form for the contact person of a unit."""

from collections.abc import Mapping
from typing import Any

from chodon_thidua.lib.fields import LineField
from units.forms.service_form import ServiceForm
from units.models import Unit, UnitContact, User
from units.phones import LONGEST_PHONE
from units.services.contacts import PARTICULARS, contact_set


class ContactForm(ServiceForm):
    """Whom to ask at the unit: all empty is nobody."""

    name = LineField(max_length=120, required=False)
    post = LineField(max_length=120, required=False)
    phone = LineField(max_length=LONGEST_PHONE, required=False)

    def __init__(self, unit: Unit, data: Mapping[str, Any] | None = None) -> None:
        self.unit = unit
        contact = UnitContact.objects.filter(unit=unit).first()
        super().__init__(data, auto_id="%s", initial={key: getattr(contact, key, "") for key in PARTICULARS})

    def apply(self, actor: User) -> None:
        contact_set(unit=self.unit, actor=actor, **self.cleaned_data)
