"""People, their roles and their notices."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from chodon_thidua.lib import clock, text
from chodon_thidua.lib.fields import NormalisedCharField, NormalisedTextField, UserNameField
from units.enums import Role
from units.models.organisation import Unit
from units.querysets import UnitQuerySet, valid_on
from units.roles import ROLE_RULES, RoleReach, RoleRight, roles_with


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Creates a person's account; without a password nobody can sign in with it."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user


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
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_demo = models.BooleanField("tài khoản trình diễn", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    search_key = models.CharField(max_length=200, editable=False, default="")
    sort_key = models.CharField(max_length=600, editable=False, default="")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()
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
        unread = Notice.objects.filter(user=OuterRef("user"), read_at__isnull=True).order_by().values("user")
        unread_counts = unread.annotate(number=Count("pk")).values("number")
        current = self.memberships.filter(valid_on(clock.today())).select_related("unit")
        return list(current.annotate(unread_notices=Coalesce(Subquery(unread_counts), 0)))

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


class MembershipQuerySet(models.QuerySet["Membership"]):
    def not_over(self, day: date) -> "MembershipQuerySet":
        """Roles in force on the day or later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Membership(models.Model):
    """A person's role at a unit between two dates."""

    user = models.ForeignKey(User, verbose_name="người dùng", on_delete=models.RESTRICT, related_name="memberships")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.RESTRICT, related_name="memberships")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("user", "unit", "role")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "unit", "role"),
                name="membership_once",
                violation_error_message="Người này đã có vai trò đó tại đơn vị.",
            ),
            models.CheckConstraint(
                name="membership_role",
                condition=Q(role__in=Role.values),
                violation_error_message="Vai trò không hợp lệ.",
            ),
            models.CheckConstraint(
                name="membership_valid_dates",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                violation_error_message="Ngày kết thúc vai trò phải từ ngày bắt đầu trở đi.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.unit}"


class Notice(models.Model):
    """A sentence for one person, shown in the app until read."""

    user = models.ForeignKey(User, verbose_name="người nhận", on_delete=models.RESTRICT, related_name="notices")
    text = NormalisedTextField("nội dung")
    url = models.CharField("đường dẫn", max_length=300, blank=True)
    created_at = models.DateTimeField("lúc", default=clock.now)
    read_at = models.DateTimeField("đã đọc lúc", null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("user",), condition=Q(read_at__isnull=True), name="notice_unread"),)
        constraints = (
            models.CheckConstraint(
                name="notice_local_url",
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//") & ~Q(url__startswith="/\\")),
                violation_error_message="Đường dẫn của thông báo phải nằm trong phần mềm này.",
            ),
        )

    def __str__(self) -> str:
        return self.text
