"""The roles of people at units."""

from datetime import date

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from units.enums import Role
from units.models.notices import Notice
from units.models.organisation import Unit


class MembershipQuerySet(models.QuerySet["Membership"]):
    def not_over(self, day: date) -> "MembershipQuerySet":
        """Roles in force on the day or later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def with_unread_notices(self) -> "MembershipQuerySet":
        """Adds to each role how many notices of the person are unread. Queries: none of its own."""
        unread = Notice.objects.filter(user=OuterRef("user"), read_at__isnull=True).order_by().values("user")
        unread_counts = unread.annotate(number=Count("pk")).values("number")
        return self.annotate(unread_notices=Coalesce(Subquery(unread_counts), 0))


class Membership(models.Model):
    """A person's role at a unit between two dates."""

    user = models.ForeignKey(
        "units.User", verbose_name="người dùng", on_delete=models.RESTRICT, related_name="memberships"
    )
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
