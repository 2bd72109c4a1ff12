"""The periods of a plan, and the exceptions that let single units report in a locked period."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When

from chodon_thidua.lib.fields import NormalisedCharField
from targets.enums import PERIOD_STATE_LABELS, PeriodKind, PeriodState, enum_choices
from targets.models.plans import Plan
from targets.period_titles import name_last_year, period_title
from targets.rhythm import Rhythm
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
                condition=Q(kind=PeriodKind.FINAL.value, ordinal__in=[rhythm.final for rhythm in Rhythm])
                | Q(kind=PeriodKind.REGULAR.value, ordinal__range=(1, max(Rhythm))),
                violation_error_message="Thứ tự này không phải của kỳ thường, cũng không phải của cả năm.",
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

    def clean(self) -> None:
        """Checks the ordinal, which depends on the plan's rhythm; a trigger of the database does too."""
        rhythm = self.plan.rhythm
        if self.ordinal not in rhythm.ordinals or self.is_final != (self.ordinal == rhythm.final):
            raise ValidationError(
                f"{rhythm.noun.capitalize()} có thứ tự 1–{rhythm.last}, cả năm có thứ tự {rhythm.final}."
            )

    @property
    def is_final(self) -> bool:
        """Tells whether it is the whole year, which comes after the regular periods."""
        return self.kind == PeriodKind.FINAL

    def has(self, unit: Unit) -> bool:
        """Tells whether the unit exists on any day of the period."""
        return unit.is_valid_between(self.starts_on, self.ends_on)

    @property
    def first_duty_day(self) -> date:
        """The first day on which a unit that exists owes the report: of the year its last one, else any."""
        return self.ends_on if self.is_final else self.starts_on

    @property
    def title(self) -> str:
        """“Quý III năm 2022”, “Cả năm 2022”."""
        return period_title(self.plan.rhythm, self.ordinal, self.name, self.plan.year, self.starts_on, self.ends_on)

    def name_last_year(self, last_years: str) -> str:
        """“Quý III/2021”; `last_years` are those of the plan before."""
        plan = self.plan
        return name_last_year(plan.rhythm, self.ordinal, self.name, plan.year, self.ends_on, last_years)
