"""Organisational units, with the dates between which they exist."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from chodon_thidua.lib import text
from chodon_thidua.lib.fields import NormalisedCharField
from units.enums import UnitKind
from units.querysets import UnitQuerySet

DaySpan = tuple[date | None, date | None]  # first and last day; None is an open end


def days_overlap(span: DaySpan, first: date, last: date) -> bool:
    """Checks whether the span has a day from the first to the last; in a query: `UnitQuerySet.valid_between`."""
    return (span[0] is None or span[0] <= last) and (span[1] is None or first <= span[1])


class Unit(models.Model):
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

    has_below: bool  # set by `with_below` alone

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
        self.sort_key = text.sort_key(text.with_padded_numbers(self.short_name))[:600]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Checks what a condition on one row cannot: no loop in the tree, no code twice at the same time."""
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

    def address_on(self, day: date) -> str:
        """Returns the unit's word in addresses about the day: its code, or its id once its code may have passed on."""
        return self.code if self.is_valid_on(day) else f"~{self.pk}"

    def is_valid_between(self, first: date, last: date) -> bool:
        """Tells whether it exists on at least one day of the span."""
        return days_overlap((self.valid_from, self.valid_to), first, last)

    def is_valid_on(self, day: date) -> bool:
        return self.is_valid_between(day, day)
