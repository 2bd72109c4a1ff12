"""The periods of a plan, and the exceptions that let single units report in a locked period."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from chodon_thidua.lib.fields import NormalisedCharField
from targets.enums import FINAL_ORDINAL, PERIOD_STATE_LABELS, PeriodKind, PeriodState, enum_choices
from targets.models.plans import Plan
from targets.target_text import years_text
from units.models import Unit

# `Period.first_duty_day` in a query.
FIRST_DUTY_DAY = Case(When(kind=PeriodKind.FINAL, then=F("ends_on")), default=F("starts_on"))


class Period(models.Model):
    """A reporting period with its own dates; none is computed from the calendar, and none locks it by itself."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="periods")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=8, choices=enum_choices(PeriodKind))
    name = NormalisedCharField("tên kỳ", max_length=60)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("số liệu đến ngày")
    due_on = models.DateField("hạn gửi")
    state = models.CharField(
        "trạng thái",
        max_length=8,
        choices=[(str(k), v) for k, v in PERIOD_STATE_LABELS.items()],
        default=PeriodState.UPCOMING.value,
    )
    locked_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người khóa",
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="+",
    )

    class Meta:
        ordering = ("ordinal",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "ordinal"), name="period_once", violation_error_message="Kỳ này đã có trong kế hoạch."
            ),
            models.CheckConstraint(
                name="period_kind",
                condition=Q(kind=PeriodKind.FINAL.value, ordinal=FINAL_ORDINAL)
                | Q(kind=PeriodKind.QUARTER.value, ordinal__range=(1, FINAL_ORDINAL - 1)),
                violation_error_message="Quý có thứ tự 1–4, cả năm có thứ tự 5.",
            ),
            models.CheckConstraint(
                name="period_dates",
                condition=Q(starts_on__lte=F("ends_on")) & Q(ends_on__lte=F("due_on")),
                violation_error_message="Ngày đầu kỳ, ngày cuối kỳ và hạn gửi phải theo thứ tự.",
            ),
            models.CheckConstraint(
                name="period_locked",
                condition=Q(state=PeriodState.LOCKED.value, locked_at__isnull=False, locked_by__isnull=False)
                | Q(
                    state__in=[PeriodState.UPCOMING.value, PeriodState.OPEN.value],
                    locked_at__isnull=True,
                    locked_by__isnull=True,
                ),
                violation_error_message="Kỳ đã khóa phải ghi người khóa và lúc khóa; kỳ chưa khóa thì không.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}/{self.plan.year}" if "plan" in self._state.fields_cache else self.name

    def has(self, unit: Unit) -> bool:
        """Tells whether the unit exists on any day of the period."""
        return unit.is_valid_between(self.starts_on, self.ends_on)

    @property
    def first_duty_day(self) -> date:
        """The first day on which a unit that exists owes the report: of a quarter any day, of the year its last one."""
        return self.ends_on if self.ordinal == FINAL_ORDINAL else self.starts_on

    @property
    def title(self) -> str:
        """“Quý III năm 2022”, “Cả năm 2022”; with its days where they lie in another year than the plan's."""
        year = self.plan.year
        if str(year) in self.name:
            return self.name
        if self.ordinal == FINAL_ORDINAL:
            return f"{self.name} {years_text(year, self.starts_on, self.ends_on)}"
        middle = self.starts_on + (self.ends_on - self.starts_on) / 2
        days = "" if middle.year == year else f" ({self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y})"
        return f"{self.name} năm {year}{days}"
