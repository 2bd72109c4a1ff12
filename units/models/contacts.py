"""Whom people of the units below ask: one contact person for each office, with or without an account."""

from django.db import models

from chodon_thidua.lib.fields import NormalisedCharField
from units.models.organisation import Unit
from units.phones import LONGEST_PHONE, PHONE_SHAPE


class UnitContact(models.Model):
    """The contact person of a unit. Their number is shown to everybody, on the sign-in page too."""

    unit = models.OneToOneField(Unit, verbose_name="đơn vị", on_delete=models.RESTRICT, related_name="contact")
    name = NormalisedCharField("họ và tên", max_length=120, error_messages={"blank": "Hãy ghi họ và tên."})
    post = NormalisedCharField("chức vụ", max_length=120, blank=True, default="")
    phone = NormalisedCharField(
        "điện thoại",
        max_length=LONGEST_PHONE,
        validators=[PHONE_SHAPE],
        error_messages={"blank": "Hãy ghi số điện thoại."},
    )

    def __str__(self) -> str:
        return f"{self.name} – {self.unit}"
