"""What was done: reports, figures, recognitions, evidence, their events, and frozen snapshots."""

import uuid
from decimal import Decimal
from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from chodon_thidua.lib.documents import size_text
from chodon_thidua.lib.fields import AmountField, NormalisedCharField, NormalisedTextField
from chodon_thidua.lib.numbers import plain
from reports.enums import ACTION_LABELS, DATA_LABELS, STATE_LABELS, Action, Data, MailState, ReportState
from targets.models import Indicator, Period, Plan
from units.models import Notice, Unit

# People stay in the record: nobody who acted can be deleted.
person = partial(models.ForeignKey, settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")


class Report(models.Model):
    """What a unit sends for a period. Reading never makes one: no row means “Chưa nhập”."""

    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.RESTRICT, related_name="reports")
    revision = models.PositiveSmallIntegerField("lần", default=1)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[(str(k), v) for k, v in STATE_LABELS.items()],
        default=ReportState.DRAFT.value,
    )
    # Counts transitions, so that nobody decides on a report other than the one on their screen.
    version = models.PositiveIntegerField("phiên bản", default=1)
    first_submitted_at = models.DateTimeField("gửi lần đầu lúc", null=True, blank=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    submitted_by = person(verbose_name="người gửi", null=True, blank=True)
    reviewed_at = models.DateTimeField("thẩm định lúc", null=True, blank=True)
    reviewed_by = person(verbose_name="người thẩm định", null=True, blank=True)
    incomplete_reason = NormalisedTextField("lý do gửi thiếu", blank=True)
    remarks = NormalisedTextField("khó khăn, nguyên nhân, kiến nghị", blank=True)
    remarks_version = models.PositiveIntegerField("phiên bản nhận xét", default=0)

    class Meta:
        ordering = ("period", "unit", "revision")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "period", "revision"),
                name="report_once",
                violation_error_message="Báo cáo lần này đã có.",
            ),
            models.CheckConstraint(
                name="report_state",
                condition=Q(state__in=[str(s) for s in ReportState]),
                violation_error_message="Trạng thái báo cáo không hợp lệ.",
            ),
            models.CheckConstraint(
                name="report_submitted",
                condition=Q(
                    state=ReportState.DRAFT.value,
                    first_submitted_at__isnull=True,
                    submitted_at__isnull=True,
                    submitted_by__isnull=True,
                )
                | (
                    ~Q(state=ReportState.DRAFT.value)
                    & Q(first_submitted_at__isnull=False, submitted_at__isnull=False, submitted_by__isnull=False)
                ),
                violation_error_message="Báo cáo đã gửi phải ghi lúc gửi và người gửi; báo cáo đang nhập thì không.",
            ),
            models.CheckConstraint(
                name="report_reviewed",
                condition=Q(
                    state__in=[ReportState.DRAFT.value, ReportState.SUBMITTED.value],
                    reviewed_at__isnull=True,
                    reviewed_by__isnull=True,
                )
                | Q(
                    state__in=[ReportState.RETURNED.value, ReportState.APPROVED.value],
                    reviewed_at__isnull=False,
                    reviewed_by__isnull=False,
                ),
                violation_error_message="Báo cáo đã duyệt hoặc bị trả lại phải ghi người thẩm định và lúc thẩm định; "
                "báo cáo khác thì không.",
            ),
            models.CheckConstraint(
                name="report_not_self_approved",
                condition=~Q(state=ReportState.APPROVED.value) | ~Q(submitted_by=F("reviewed_by")),
                violation_error_message="Không ai được duyệt báo cáo do chính mình gửi.",
            ),
            models.CheckConstraint(
                name="report_sending_order",
                condition=Q(first_submitted_at__isnull=True) | Q(first_submitted_at__lte=F("submitted_at")),
                violation_error_message="Lần gửi đầu không thể sau lần gửi gần nhất.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.period} (lần {self.revision})"

    @property
    def unit_address(self) -> str:
        """How its unit is named in addresses about its period."""
        return self.unit.address_on(self.period.ends_on)


class Figure(models.Model):
    """What one unit reports for one indicator in one period; empty, 0 and not applicable are three things.

    Version 0 carries evidence alone: nothing has been entered yet.
    """

    report = models.ForeignKey(Report, on_delete=models.RESTRICT, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="figures")
    numerator = AmountField("tử số", null=True, blank=True)
    denominator = AmountField("mẫu số", null=True, blank=True)
    not_applicable = models.BooleanField("không áp dụng", default=False)
    full_year_estimate = AmountField("ước thực hiện năm", null=True, blank=True)
    as_of = models.DateField("số liệu đến ngày", null=True, blank=True)
    source = NormalisedCharField("nguồn", max_length=300, blank=True)
    note = NormalisedTextField("ghi chú", blank=True)
    flagged = models.BooleanField("cần xem lại", default=False)
    # The numbers that the note was written for: it explains no others.
    confirmed = models.JSONField("số đã xác nhận", default=dict, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)
    changed_at = models.DateTimeField("sửa lúc")
    changed_by = person(verbose_name="người sửa")

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
                condition=Q(not_applicable=False) | (Q(numerator__isnull=True, denominator__isnull=True) & ~Q(note="")),
                violation_error_message="“Không áp dụng” thì để trống số liệu và phải ghi chú lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.report}"

    @property
    def numbers(self) -> dict[str, str]:
        """By name, those that are there, as plain text."""
        given = {name: getattr(self, name) for name in ("numerator", "denominator", "full_year_estimate")}
        return {name: plain(Decimal(value)) for name, value in given.items() if value is not None}

    @property
    def is_confirmed(self) -> bool:
        """Whether the note was written for the numbers that are there now."""
        return bool(self.note) and self.confirmed == self.numbers


class Recognition(models.Model):
    """One decision that recognises a unit, a school …; it counts in the year assessed, not in that of the signature."""

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="recognitions")
    subject_unit = models.ForeignKey(
        Unit, verbose_name="đơn vị được công nhận", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    subject_text = NormalisedCharField("tên đối tượng được công nhận", max_length=200, blank=True)
    assessed_year = models.PositiveSmallIntegerField("năm xét")
    decision_number = NormalisedCharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày ký")

    class Meta:
        ordering = ("decided_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="recognition_one_subject",
                condition=Q(subject_unit__isnull=False, subject_text="")
                | (Q(subject_unit__isnull=True) & ~Q(subject_text="")),
                violation_error_message="Chọn một đơn vị, hoặc ghi tên đối tượng được công nhận, không ghi cả hai.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_unit or self.subject_text} – {self.decision_number}"


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


class ReportEvent(models.Model):
    """One step in a report's story, kept for ever: the database refuses changes (migration 0002)."""

    report = models.ForeignKey(Report, on_delete=models.RESTRICT, related_name="events")
    action = models.CharField("hành động", max_length=10, choices=[(str(k), v) for k, v in ACTION_LABELS.items()])
    actor = person(verbose_name="người thực hiện")
    at = models.DateTimeField("lúc")
    from_state = models.CharField("từ", max_length=10, blank=True)
    to_state = models.CharField("sang", max_length=10)
    comment = NormalisedTextField("lời nhắn", blank=True)
    changes = models.JSONField("thay đổi", default=dict, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="event_reason",
                condition=~Q(action__in=[Action.RETURN.value, Action.REOPEN.value]) | ~Q(comment=""),
                violation_error_message="Trả lại hoặc mở lại báo cáo phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()} – {self.report}"


class Activity(models.Model):
    """How many steps a unit's reports for a plan have taken: what is new is told without counting events."""

    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="+")
    steps = models.PositiveBigIntegerField("số bước", default=0)

    class Meta:
        ordering = ("plan", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "unit"),
                name="activity_once",
                violation_error_message="Số bước của đơn vị trong kế hoạch này đã được đếm.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.plan}: {self.steps}"


class Snapshot(models.Model):
    """The numbers and the file of one meeting, frozen (migration 0002 refuses changes)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="snapshots")
    period = models.ForeignKey(Period, on_delete=models.RESTRICT, related_name="snapshots")
    scope = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    data = models.CharField("số liệu", max_length=10, choices=[(str(k), v) for k, v in DATA_LABELS.items()])
    filters = models.JSONField("bộ lọc", default=dict, blank=True)
    file = models.FileField("tệp", upload_to="snapshots/")
    sha256 = models.CharField(max_length=64)
    numbers = models.JSONField("các số đã chốt")
    by = person(verbose_name="người chốt")
    at = models.DateTimeField("chốt lúc")

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.period} – {self.scope} – {localtime(self.at):%H:%M %d/%m/%Y}"

    @property
    def is_pending(self) -> bool:
        return self.data == Data.PENDING

    @property
    def field_code(self) -> str:
        """Of the only field that it holds; empty for all of them."""
        return self.filters.get("field", "")


class RollUp(models.Model):
    """What a unit and all below it report together of one indicator, kept so that no page adds it up.

    `approved` and `pending` are tallies of approved reports and with submitted ones, `promise` are the allocations
    (`reports.rollup` packs and unpacks them). Always recomputed from the level below, never incremented.
    """

    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")  # made anew from figures
    period = models.ForeignKey(Period, on_delete=models.RESTRICT, related_name="+")
    approved = models.JSONField("đã duyệt")
    pending = models.JSONField("gồm chờ duyệt")
    promise = models.JSONField("chỉ tiêu giao")

    class Meta:
        ordering = ("unit", "indicator", "period")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "plan", "indicator", "period"),
                name="rollup_once",
                violation_error_message="Tổng hợp của chỉ tiêu này đã có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.unit}, {self.period}"


class RollUpScope(models.Model):
    """A unit with units below it: the row that writers take before they read the level below.

    `structure` marks the units, mergers, periods and last year's figures of which its totals were made; with others
    they are out of date. `kept` is false where so many units are below that the totals are added up when they are read.
    `approved` and `pending` by period say how the reports stand, as each of the two counts them (`reports.rollup`).
    """

    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="+")
    structure = models.PositiveBigIntegerField("cơ cấu", default=0)
    kept = models.BooleanField("có lưu", default=True)
    approved = models.JSONField("nộp báo cáo", default=dict)
    pending = models.JSONField("nộp báo cáo, gồm chờ duyệt", default=dict)

    class Meta:
        ordering = ("plan", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "plan"),
                name="rollup_scope_once",
                violation_error_message="Đơn vị này đã được tổng hợp cho kế hoạch.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.plan}"


class Reminder(models.Model):
    """One person told of one report that their unit owes: at most once a day, whoever sends reminders at once."""

    user = person(verbose_name="người được nhắc")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")
    notice = models.ForeignKey(Notice, on_delete=models.RESTRICT, related_name="+")
    mail = models.CharField("thư điện tử", max_length=10, choices=[(str(s), str(s)) for s in MailState])

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "unit", "period", "on"),
                name="reminder_once_a_day",
                violation_error_message="Người này đã được nhắc về báo cáo này trong ngày.",
            ),
            models.CheckConstraint(
                name="reminder_mail",
                condition=Q(mail__in=[str(s) for s in MailState]),
                violation_error_message="Trạng thái thư điện tử không hợp lệ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} – {self.unit}, {self.period} ({self.on:%d/%m/%Y})"
