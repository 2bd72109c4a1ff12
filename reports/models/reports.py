"""Reports of units for periods."""

from django.db import models
from django.db.models import F, Q

from chodon_thidua.lib.fields import NormalisedTextField
from reports.enums import DECIDED_STATES, RESENDING_STATES, STATE_LABELS, ReportState
from reports.models.references import person
from targets.models import Period
from units.models import Unit


class Report(models.Model):
    """One revision of a unit's report for a period. Reading never makes one: no row means “Chưa nhập”."""

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
    # Since the last sending, if it is later: then the unit cannot recall the report any more.
    opened_at = models.DateTimeField("cán bộ thẩm định mở xem lúc", null=True, blank=True)
    opened_by = person(verbose_name="cán bộ thẩm định đã mở xem", null=True, blank=True)
    on_behalf_at = models.DateTimeField("nhập thay từ lúc", null=True, blank=True)
    on_behalf_by = person(verbose_name="người nhập thay", null=True, blank=True)
    on_behalf_reason = NormalisedTextField("lý do nhập thay", blank=True)
    # The version at which the reason was given: it holds until the report is sent.
    on_behalf_version = models.PositiveIntegerField("phiên bản lúc nhập thay", null=True, blank=True)
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
                    state__in=[str(state) for state in DECIDED_STATES],
                    reviewed_at__isnull=False,
                    reviewed_by__isnull=False,
                ),
                violation_error_message="Báo cáo đã duyệt, bị trả lại hoặc mở lại phải ghi người thẩm định và lúc "
                "thẩm định; báo cáo khác thì không.",
            ),
            models.CheckConstraint(
                name="report_opened",
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                violation_error_message="Báo cáo đã được mở xem phải ghi người xem và lúc xem.",
            ),
            models.CheckConstraint(
                name="report_not_self_approved",
                condition=~Q(state=ReportState.APPROVED.value) | ~Q(submitted_by=F("reviewed_by")),
                violation_error_message="Không ai được duyệt báo cáo do chính mình gửi.",
            ),
            models.CheckConstraint(
                name="report_not_approved_by_entrant",
                condition=~Q(state=ReportState.APPROVED.value)
                | Q(on_behalf_by__isnull=True)
                | ~Q(on_behalf_by=F("reviewed_by")),
                violation_error_message="Không ai được duyệt báo cáo do chính mình nhập thay.",
            ),
            models.CheckConstraint(
                name="report_on_behalf",
                condition=Q(
                    on_behalf_at__isnull=True,
                    on_behalf_by__isnull=True,
                    on_behalf_reason="",
                    on_behalf_version__isnull=True,
                )
                | (
                    Q(on_behalf_at__isnull=False, on_behalf_by__isnull=False, on_behalf_version__isnull=False)
                    & ~Q(on_behalf_reason="")
                ),
                violation_error_message="Báo cáo nhập thay phải ghi người nhập, lúc nhập và lý do.",
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
    def is_opened(self) -> bool:
        """Checks whether a reviewer has opened the report since it was last sent."""
        return bool(self.opened_at and self.submitted_at and self.opened_at >= self.submitted_at)

    @property
    def awaits_resending(self) -> bool:
        """Checks whether its unit has to send it again: returned, or reopened for correction."""
        return self.state in RESENDING_STATES

    @property
    def is_on_behalf(self) -> bool:
        """True where an administrator has entered this revision, or some of it, on the unit's behalf."""
        return self.on_behalf_at is not None

    @property
    def is_open_on_behalf(self) -> bool:
        """True where the reason for entering on the unit's behalf holds: it was given since the last sending."""
        return self.on_behalf_version == self.version

    @property
    def unit_address(self) -> str:
        """The text that names its unit in addresses about its period."""
        return self.unit.address_on(self.period.ends_on)
