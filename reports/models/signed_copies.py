"""Signed copies of reports."""

from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedCharField
from chodon_thidua.lib.files.document_kinds import size_text
from reports.models.references import person
from reports.models.reports import Report


class SignedCopy(models.Model):
    """A report that was printed, signed and scanned. A copy that was taken away or replaced stays, with its file."""

    report = models.ForeignKey(Report, on_delete=models.RESTRICT, related_name="signed_copies")
    file = models.FileField("tệp", upload_to="signed/")
    name = NormalisedCharField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("kích thước (byte)")
    sha256 = models.CharField(max_length=64)
    by = person(verbose_name="người đính kèm")
    at = models.DateTimeField("lúc")
    removed_by = person(verbose_name="người gỡ", null=True, blank=True)
    removed_at = models.DateTimeField("gỡ lúc", null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="signed_copy_size",
                condition=Q(size__gt=0) & Q(size__lte=10 * 1024 * 1024),
                violation_error_message="Bản ký phải có nội dung và không quá 10 MB.",
            ),
            models.CheckConstraint(
                name="signed_copy_removed",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                violation_error_message="Bản ký đã gỡ phải ghi người gỡ và lúc gỡ.",
            ),
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(removed_at__isnull=True),
                name="signed_copy_one",
                violation_error_message="Báo cáo đã có một bản ký.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def size_text(self) -> str:
        return size_text(self.size)
