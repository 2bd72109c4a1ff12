"""The figures of a report."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import AmountField, NormalisedCharField, NormalisedTextField
from chodon_thidua.lib.numbers import plain_number
from reports.models.references import person
from reports.models.reports import Report
from targets.models import Indicator

LONGEST_WORDS = 1000  # of an indicator in words


class Figure(models.Model):
    """The figure of one unit for one indicator in one period; empty, 0 and not applicable are three things.

    Version 0 carries evidence alone: nothing has been entered yet.
    """

    report = models.ForeignKey(Report, on_delete=models.RESTRICT, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="figures")
    numerator = AmountField("tử số", null=True, blank=True)
    denominator = AmountField("mẫu số", null=True, blank=True)
    text_value = NormalisedTextField("nội dung", blank=True, max_length=LONGEST_WORDS)
    not_applicable = models.BooleanField("không áp dụng", default=False)
    full_year_estimate = AmountField("ước thực hiện năm", null=True, blank=True)
    as_of = models.DateField("số liệu đến ngày", null=True, blank=True)
    source = NormalisedCharField("nguồn", max_length=300, blank=True)
    note = NormalisedTextField("ghi chú", blank=True)
    flagged = models.BooleanField("cần xem lại", default=False)
    # The numbers for which the note was written: it explains no others.
    confirmed = models.JSONField("số đã xác nhận", default=dict, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)
    changed_at = models.DateTimeField("sửa lúc")
    changed_by = person(verbose_name="người sửa")
    # Whether the last change was an administrator's, instead of the unit.
    on_behalf = models.BooleanField("nhập thay", default=False)

    class Meta:
        ordering = ("indicator",)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "indicator"),
                name="figure_once",
                violation_error_message="Chỉ tiêu này đã có số liệu trong báo cáo.",
            ),
            models.CheckConstraint(
                name="figure_not_applicable",
                condition=Q(not_applicable=False)
                | (Q(numerator__isnull=True, denominator__isnull=True, text_value="") & ~Q(note="")),
                violation_error_message="“Không áp dụng” thì để trống số liệu và phải ghi chú lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.report}"

    @property
    def author_text(self) -> str:
        """“Triệu Văn Quản (nhập thay)”; of a reporter of the unit the name alone."""
        return f"{self.changed_by.full_name} (nhập thay)" if self.on_behalf else self.changed_by.full_name

    @property
    def numbers(self) -> dict[str, str]:
        """The numbers that are there, by field name, as plain text."""
        values = {name: getattr(self, name) for name in ("numerator", "denominator", "full_year_estimate")}
        return {name: plain_number(Decimal(value)) for name, value in values.items() if value is not None}

    @property
    def is_confirmed(self) -> bool:
        """Checks whether the note was written for the numbers that are there now."""
        return bool(self.note) and self.confirmed == self.numbers
