"""Who: organisational units, people, their roles, and the audit log."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime
from tree_queries.models import TreeNode

from chodon_thidua.lib import clock, text
from chodon_thidua.lib.fields import NormalisedCharField, NormalisedTextField
from units.enums import Role, UnitKind
from units.tree import UnitQuerySet, valid_on


class Unit(TreeNode):
    """An organisation in its tree, with the dates between which it exists.

    The code is no permanent key: official codes pass to other units after a merger.
    Uniqueness among units valid at the same time is held by the database (migration 0002).
    """

    code = NormalisedCharField("mã", max_length=20)
    name = NormalisedCharField("tên", max_length=200)
    short_name = NormalisedCharField("tên ngắn", max_length=100)
    kind = models.CharField("loại", max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self",
        verbose_name="đơn vị cấp trên",
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="children",
    )
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)
    search_key = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "pk")
        indexes = (models.Index(fields=("code",), name="unit_code"),)
        constraints = (
            models.CheckConstraint(
                name="unit_valid_dates",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                violation_error_message="Ngày hết hiệu lực của đơn vị phải từ ngày có hiệu lực trở đi.",
            ),
            models.CheckConstraint(
                name="unit_kind",
                condition=Q(kind__in=UnitKind.values),
                violation_error_message="Loại đơn vị không hợp lệ.",
            ),
            models.CheckConstraint(
                name="unit_not_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                violation_error_message="Đơn vị không thể là cấp trên của chính mình.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = text.search_key(self.name)
        self.sort_key = text.sort_key(self.short_name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Check what a condition on one row cannot: no loop in the tree, no code twice at the same time."""
        if self.pk and self.parent_id and Unit.objects.below([self.pk]).filter(pk=self.parent_id).exists():
            raise ValidationError(
                {"parent": "Đơn vị cấp trên không được là chính đơn vị này hoặc đơn vị trực thuộc nó."}
            )
        if (
            Unit.objects.exclude(pk=self.pk)
            .valid_between(self.valid_from, self.valid_to)
            .filter(code=self.code)
            .exists()
        ):
            raise ValidationError({"code": "Mã đơn vị này đã có ở một đơn vị khác cùng thời gian hiệu lực."})

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class UnitSuccession(models.Model):
    """From `on`, the predecessor's figures, duties and allocations pass to the successor."""

    predecessor = models.ForeignKey(
        Unit, verbose_name="đơn vị cũ", on_delete=models.RESTRICT, related_name="successions"
    )
    successor = models.ForeignKey(Unit, verbose_name="đơn vị mới", on_delete=models.RESTRICT, related_name="precedents")
    on = models.DateField("từ ngày")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("predecessor",),
                name="succession_once",
                violation_error_message="Đơn vị này đã được ghi nhận sáp nhập.",
            ),
            models.CheckConstraint(
                name="succession_two_units",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="Đơn vị mới phải khác đơn vị cũ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.on:%d/%m/%Y})"


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person's account; without a password nobody can sign in with it."""
        user = self.model(username=self.model.normalize_username(username).lower(), **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    username = models.CharField(
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

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def current_memberships(self) -> "list[Membership]":
        """The memberships valid today with their units, read once for the life of this object, which is one request.

        Each carries how many notices of the person are unread, so that the header costs no query of its own.
        """
        unread = Notice.objects.filter(user=OuterRef("user"), read_at__isnull=True).order_by().values("user")
        counted = unread.annotate(number=Count("pk")).values("number")
        current = self.memberships.filter(valid_on(clock.today())).select_related("unit")
        return list(current.annotate(unread_notices=Coalesce(Subquery(counted), 0)))

    def has_role(self, role: Role) -> bool:
        return any(membership.role == role for membership in self.current_memberships)

    def visible_units(self) -> UnitQuerySet:
        """What the person may see: each unit of their memberships and all below it."""
        return Unit.objects.below(membership.unit_id for membership in self.current_memberships)

    def units_as(self, role: Role) -> UnitQuerySet:
        """The units for which the person acts in the role: reporters for their own, reviewers strictly below it."""
        own = [membership.unit_id for membership in self.current_memberships if membership.role == role]
        if role == Role.REPORTER:
            return Unit.objects.filter(pk__in=own)
        return Unit.objects.below(own, include_self=role != Role.REVIEWER)


class Membership(models.Model):
    """What a person may do, at which unit, between which dates."""

    user = models.ForeignKey(User, verbose_name="người dùng", on_delete=models.RESTRICT, related_name="memberships")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.RESTRICT, related_name="memberships")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)

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


class AuditEvent(models.Model):
    """One act, kept for ever: the database refuses changes (migration 0002)."""

    at = models.DateTimeField("lúc", auto_now_add=True)
    actor = models.ForeignKey(
        User, verbose_name="người thực hiện", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    action = models.CharField("hành động", max_length=60)
    object_type = models.CharField("loại đối tượng", max_length=60, blank=True)
    object_id = models.CharField("đối tượng", max_length=60, blank=True)
    before = models.JSONField("trước", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("sau", null=True, encoder=DjangoJSONEncoder)
    request_id = models.CharField("mã yêu cầu", max_length=40, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("object_type", "object_id"), name="audit_object"),)

    def __str__(self) -> str:
        return f"{localtime(self.at):%d/%m/%Y %H:%M} {self.action}"


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
