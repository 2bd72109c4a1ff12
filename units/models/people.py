"""People who sign in, with what they may and see."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models

from chodon_thidua.lib import clock, text
from chodon_thidua.lib.fields import NormalisedCharField, UserNameField
from units.enums import Role
from units.models.organisation import Unit
from units.phones import LONGEST_PHONE, PHONE_SHAPE
from units.querysets import UnitQuerySet, valid_on
from units.roles import ROLE_RULES, RoleReach, RoleRight, roles_with

if TYPE_CHECKING:  # roles point to people
    from units.models.memberships import Membership


class User(AbstractBaseUser):
    username = UserNameField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", "Tên đăng nhập chỉ gồm chữ thường không dấu, số, “.”, “_”, “-”.")
        ],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = NormalisedCharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    post = NormalisedCharField("chức vụ", max_length=120, blank=True, default="")
    phone = NormalisedCharField(
        "điện thoại", max_length=LONGEST_PHONE, blank=True, default="", validators=[PHONE_SHAPE]
    )
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_demo = models.BooleanField("tài khoản trình diễn", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    search_key = models.CharField(max_length=200, editable=False, default="")
    sort_key = models.CharField(max_length=600, editable=False, default="")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = BaseUserManager["User"]()
    shown_plan: Any = None  # the plan that the page of this request shows, set by selectors for the menu of years

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = text.search_key(f"{self.full_name} {self.username}")
        self.sort_key = text.sort_key(text.given_name_first(self.full_name))
        super().save(*args, **kwargs)

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(None if raw_password is None else text.normalise_password(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Checks the password in its normal form, or as it was typed where an older account stored it so."""
        password = text.normalise_password(raw_password or "")
        return super().check_password(password) or (password != raw_password and super().check_password(raw_password))

    @cached_property
    def current_memberships(self) -> "list[Membership]":
        """The memberships valid today with their units, read once for the life of this object, which is one request.

        Each carries how many notices of the person are unread, so that the header costs no query of its own.
        """
        current = self.memberships.filter(valid_on(clock.today())).select_related("unit")
        return list(current.with_unread_notices())

    def has_role(self, role: Role) -> bool:
        return any(membership.role == role for membership in self.current_memberships)

    def has_right(self, right: RoleRight) -> bool:
        """Tells whether any role of the person carries the right today, wherever that is."""
        return any(self.has_role(role) for role in roles_with(right))

    def visible_units(self) -> UnitQuerySet:
        """Returns each unit of the person's memberships and all below it."""
        return Unit.objects.below(membership.unit_id for membership in self.current_memberships)

    def units_as(self, role: Role) -> UnitQuerySet:
        """The units for which the person acts in the role: reporters for their own, reviewers strictly below it."""
        own = [membership.unit_id for membership in self.current_memberships if membership.role == role]
        reach = ROLE_RULES[role].reach
        if reach is RoleReach.OWN:
            return Unit.objects.filter(pk__in=own)
        return Unit.objects.below(own, include_self=reach is RoleReach.OWN_AND_BELOW)
