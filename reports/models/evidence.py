"""The files attached to figures."""

from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedCharField
from chodon_thidua.lib.files.document_kinds import size_text
from reports.models.figures import Figure
from reports.models.references import person


class Evidence(models.Model):
    """A file that shows where a figure comes from."""

    figure = models.ForeignKey(Figure, on_delete=models.RESTRICT, related_name="evidence")
    file = models.FileField("tệp", upload_to="evidence/")
    name = NormalisedCharField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("kích thước (byte)")
    sha256 = models.CharField(max_length=64)
    by = person(verbose_name="người đính kèm")
    at = models.DateTimeField("lúc")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="evidence_size",
                condition=Q(size__gt=0) & Q(size__lte=10 * 1024 * 1024),
                violation_error_message="Tệp minh chứng phải có nội dung và không quá 10 MB.",
            ),
            models.UniqueConstraint(
                fields=("figure", "sha256"),
                name="evidence_once",
                violation_error_message="Tệp này đã đính kèm cho chỉ tiêu.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def size_text(self) -> str:
        return size_text(self.size)
