"""The administrator's forms about a person's roles with their dates."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms

from chodon_thidua.lib import clock
from chodon_thidua.lib.fields import CalendarDayField
from units.enums import Role
from units.forms.accounts import ROLE, UNIT
from units.forms.service_form import ServiceForm
from units.forms.unit_field import UnitField
from units.models import Membership, Unit, User
from units.services import membership_add
from units.services.memberships import membership_change


class RoleForm(ServiceForm):
    """A further role of a person."""

    unit = UnitField(error_messages=UNIT)
    role = forms.ChoiceField(choices=[("", "– chọn –"), *Role.choices], error_messages=ROLE)
    valid_from = CalendarDayField(required=False)
    valid_to = CalendarDayField(required=False)

    def __init__(self, account: User, units: Collection[Unit], data: Mapping[str, Any] | None = None) -> None:
        self.account = account
        super().__init__(data, auto_id="moi-%s", initial={"valid_from": clock.today()})
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]

    def apply(self, actor: User) -> None:
        cleaned = self.cleaned_data
        membership_add(
            actor=actor,
            user=self.account,
            unit=cleaned["unit"],
            role=Role(cleaned["role"]),
            valid_from=cleaned["valid_from"],
            valid_to=cleaned["valid_to"],
        )


class RoleDaysForm(ServiceForm):
    """The days between which a role is in force."""

    valid_from = CalendarDayField(required=False)
    valid_to = CalendarDayField(required=False)

    def __init__(self, membership: Membership, data: Mapping[str, Any] | None = None) -> None:
        self.membership = membership
        days = {"valid_from": membership.valid_from, "valid_to": membership.valid_to}
        super().__init__(data, auto_id=f"vai-tro-{membership.pk}-%s", initial=days)

    def apply(self, actor: User) -> None:
        membership_change(membership=self.membership, actor=actor, **self.cleaned_data)
