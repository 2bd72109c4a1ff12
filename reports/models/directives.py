"""Directives of leaders to units, every step taken with them, and the files of their answers."""

from django.db import models
from django.db.models import Q

from chodon_thidua.lib.fields import NormalisedCharField, NormalisedTextField
from chodon_thidua.lib.files.document_kinds import size_text
from reports.directive_workflow import (
    DIRECTIVE_ACTION_LABELS,
    DIRECTIVE_STATE_LABELS,
    KIND_LABELS,
    DirectiveAction,
    DirectiveKind,
    DirectiveState,
)
from reports.models.references import person
from targets.models import Indicator, Period
from units.models import Unit


class Directive(models.Model):
    """A leader asks one unit for an explanation, or gives it an instruction, to be answered by a day.

    `issuer` is the unit on whose behalf the leader acts; `due_on` is the day by which the present round is to be
    answered.
    """

    kind = models.CharField("loại", max_length=11, choices=[(str(k), v) for k, v in KIND_LABELS.items()])
    unit = models.ForeignKey(Unit, verbose_name="đơn vị nhận", on_delete=models.RESTRICT, related_name="directives")
    issuer = models.ForeignKey(Unit, verbose_name="đơn vị giao", on_delete=models.RESTRICT, related_name="+")
    period = models.ForeignKey(Period, verbose_name="kỳ", on_delete=models.RESTRICT, related_name="+")
    indicator = models.ForeignKey(
        Indicator, verbose_name="chỉ tiêu", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    text = NormalisedTextField("nội dung")
    due_on = models.DateField("hạn trả lời")
    state = models.CharField(
        "trạng thái",
        max_length=9,
        choices=[(str(k), v) for k, v in DIRECTIVE_STATE_LABELS.items()],
        default=DirectiveState.OPEN.value,
    )
    # Counts transitions, so that nobody decides on an answer other than the one on their screen.
    version = models.PositiveIntegerField("phiên bản", default=1)
    by = person(verbose_name="người giao")
    at = models.DateTimeField("giao lúc")

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=("unit", "state"), name="directive_of_unit"),)
        constraints = (
            models.CheckConstraint(
                name="directive_kind",
                condition=Q(kind__in=[str(kind) for kind in DirectiveKind]),
                violation_error_message="Loại chỉ đạo không hợp lệ.",
            ),
            models.CheckConstraint(
                name="directive_state",
                condition=Q(state__in=[str(state) for state in DirectiveState]),
                violation_error_message="Trạng thái chỉ đạo không hợp lệ.",
            ),
            models.CheckConstraint(
                name="directive_text",
                condition=~Q(text=""),
                violation_error_message="Hãy ghi nội dung.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.unit}"


class DirectiveEvent(models.Model):
    """One step of a directive, kept for ever: the database refuses changes.

    `due_on` is the day that the step sets for the answer, where it sets one.
    """

    directive = models.ForeignKey(Directive, on_delete=models.RESTRICT, related_name="events")
    action = models.CharField(
        "hành động", max_length=8, choices=[(str(k), v) for k, v in DIRECTIVE_ACTION_LABELS.items()]
    )
    actor = person(verbose_name="người thực hiện")
    at = models.DateTimeField("lúc")
    from_state = models.CharField("từ", max_length=9, blank=True)
    to_state = models.CharField("sang", max_length=9)
    text = NormalisedTextField("nội dung", blank=True)
    due_on = models.DateField("hạn trả lời", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="directive_event_text",
                condition=Q(action=DirectiveAction.ACCEPT.value) | ~Q(text=""),
                violation_error_message="Bước này phải ghi nội dung.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()} – {self.directive}"


class DirectiveFile(models.Model):
    """A file that came with an answer, kept for ever as the answer is."""

    event = models.ForeignKey(DirectiveEvent, on_delete=models.RESTRICT, related_name="files")
    file = models.FileField("tệp", upload_to="directives/")
    name = NormalisedCharField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("kích thước (byte)")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="directive_file_size",
                condition=Q(size__gt=0) & Q(size__lte=10 * 1024 * 1024),
                violation_error_message="Tệp phải có nội dung và không quá 10 MB.",
            ),
            models.UniqueConstraint(
                fields=("event", "sha256"),
                name="directive_file_once",
                violation_error_message="Tệp này đã có trong câu trả lời.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def size_text(self) -> str:
        return size_text(self.size)
