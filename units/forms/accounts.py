"""The administrator's forms about people: a new account, corrections, roles with their dates."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import uuid4

from django import forms

from chodon_thidua.lib import clock
from chodon_thidua.lib.fields import CalendarDayField, LineField, MailField
from units.enums import Role
from units.forms.service_form import ServiceForm
from units.forms.unit_field import UnitField
from units.models import Unit, User
from units.passwords import one_time_password
from units.phones import LONGEST_PHONE
from units.selectors.accounts import free_username
from units.services import account_create
from units.services.accounts import account_change

NAME = {"required": "Hãy ghi họ và tên."}
UNIT = {"required": "Hãy chọn đơn vị.", "invalid_choice": "Đơn vị này không trong phạm vi của anh/chị."}
ROLE = {"required": "Hãy chọn vai trò.", "invalid_choice": "Không có vai trò này."}


class AccountForm(ServiceForm):
    """A new account; afterwards `created` is the person and `password` what they sign in with once.

    `once` tells this page from every other, so that a second click makes no second account.
    """

    full_name = LineField(max_length=120, error_messages=NAME)
    username = LineField(max_length=60, required=False)
    email = MailField(required=False)
    post = LineField(max_length=120, required=False)
    phone = LineField(max_length=LONGEST_PHONE, required=False)
    unit = UnitField(error_messages=UNIT)
    role = forms.ChoiceField(choices=[("", "– chọn –"), *Role.choices], error_messages=ROLE)
    valid_from = CalendarDayField(required=False)
    once = forms.UUIDField(required=False)

    def __init__(self, units: Collection[Unit], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="%s", initial={"valid_from": clock.today(), "once": uuid4()})
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        self.created: User | None = None
        self.password = ""

    def apply(self, actor: User) -> None:
        cleaned, password = self.cleaned_data, one_time_password()
        self.created = account_create(
            actor=actor,
            username=cleaned["username"] or free_username(cleaned["full_name"]),
            full_name=cleaned["full_name"],
            email=cleaned["email"],
            post=cleaned["post"],
            phone=cleaned["phone"],
            password=password,
            memberships=[(cleaned["unit"], Role(cleaned["role"]))],
            valid_from=cleaned["valid_from"],
        )
        self.password = password


class PersonForm(ServiceForm):
    """A person's name and how to reach them."""

    full_name = LineField(max_length=120, error_messages=NAME)
    email = MailField(required=False)
    post = LineField(max_length=120, required=False)
    phone = LineField(max_length=LONGEST_PHONE, required=False)

    def __init__(self, account: User, data: Mapping[str, Any] | None = None) -> None:
        self.account = account
        super().__init__(data, auto_id="%s", initial={name: getattr(account, name) for name in self.base_fields})

    def apply(self, actor: User) -> None:
        account_change(account=self.account, actor=actor, **self.cleaned_data)
