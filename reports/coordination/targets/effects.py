"""The effects of changed targets: the real change in a transaction that is rolled back, assessed before and after."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from reports.coordination.targets.form_rows import values_stamp
from reports.coordination.targets.services import targets_revise
from reports.coordination.targets.target_rows import successor_note
from reports.coordination.targets.year_effects import YearEffects, year_effects
from reports.progress.figure_totals import counting_units
from reports.progress.overview import MOST_READ
from reports.progress.units.unit_assessment import assess_indicator
from reports.selectors.counted_figures import read_figures
from reports.selectors.report_contents.report_data import ReportData
from targets.enums import STATUS_LABELS, Status
from targets.models import Indicator, Period
from targets.selectors import PlanData, PlanView, read_plan_data
from targets.selectors.allocations.balance import AllocationBalance, allocation_of
from targets.selectors.allocations.unit_targets import plan_units
from targets.services.targets import Changes
from targets.target_values import NOT_ASKED, TargetValues
from units.models import Unit, User

AssessmentKey = tuple[int, int]  # unit id, ordinal of the period


@dataclass(frozen=True, slots=True)
class TargetChange:
    """The target of one unit before and after; `note` tells from which period on it counts for a merged unit."""

    unit: Unit
    before: TargetValues
    after: TargetValues
    note: str = ""
    states: tuple[str, ...] = ()

    @property
    def before_text(self) -> str:
        return self.before.text(self.states)

    @property
    def after_text(self) -> str:
        return self.after.text(self.states)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One assessment that would become another."""

    unit: Unit
    period: Period
    before: Status
    after: Status

    @property
    def text(self) -> str:
        return f"{STATUS_LABELS[self.before]} → {STATUS_LABELS[self.after]}"


@dataclass(frozen=True, slots=True)
class TargetEffects:
    """The effects of saving.

    Shape: `status_changes` by unit and period; `year` says where the change counts; `mark` stands for exactly these
    changes.
    """

    changes: list[TargetChange]
    status_changes: list[StatusChange]
    year: YearEffects
    balance: AllocationBalance | None
    mark: str

    @property
    def status_counts(self) -> list[tuple[str, int]]:
        """The assessments that change, counted: “Đạt → Không đạt”, 3."""
        return Counter(change.text for change in self.status_changes).most_common()

    @property
    def imbalance(self) -> str:
        """The sentence on too much or too little that would be allocated; empty where all is."""
        if self.balance is None or self.balance.is_even:
            return ""
        return f"Phân bổ {'vượt' if self.balance.is_over else 'chưa hết'} chỉ tiêu chung: {self.balance}."


def changes_mark(changes: Changes) -> str:
    """Returns a text that stands for exactly these changes, for a form to carry from the look to the saving."""
    pairs = sorted((unit.pk, values_stamp(old or NOT_ASKED), values_stamp(new)) for unit, (old, new) in changes.items())
    return sha256(repr(pairs).encode()).hexdigest()


def target_effects(
    *, view: PlanView, indicator: Indicator, changes: Changes, actor: User, reason: str
) -> TargetEffects:
    """Carries the change out, assesses what follows, and takes everything back.

    In a plan of many units only those whose target changes are assessed.

    Queries: the same number whatever the number of units and periods.
    Raises: as `targets_revise`.
    """
    units = plan_units(view)
    changed_ids = {unit.pk for unit in changes}
    assessed = units if len(units) <= MOST_READ else {pk: units[pk] for pk in units if pk in changed_ids}
    plan_data = read_plan_data(view, units, code=indicator.code)
    report_data = read_figures(plan_data, assessed, indicators=[indicator.pk])
    before = _statuses(plan_data, report_data, indicator, assessed)
    with transaction.atomic():
        assessed_periods = targets_revise(indicator=indicator, changes=changes, actor=actor, reason=reason)
        new_plan_data = read_plan_data(view, units, code=indicator.code)
        transaction.set_rollback(True)
    after = _statuses(new_plan_data, report_data, indicator, assessed)
    periods = {period.ordinal: period for period in view.periods}
    status_changes = [
        StatusChange(units[unit], periods[ordinal], status, after[unit, ordinal])
        for (unit, ordinal), status in before.items()
        if after[unit, ordinal] != status
    ]
    assessed_names = {*assessed_periods, *(change.period.name for change in status_changes)}
    return TargetEffects(
        changes=[
            TargetChange(
                unit, old or NOT_ASKED, new, successor_note(plan_data, units, unit.pk), tuple(indicator.states)
            )
            for unit, (old, new) in changes.items()
        ],
        status_changes=status_changes,
        year=year_effects(view, plan_data.indicators[indicator.pk], changed_ids, assessed_names),
        balance=allocation_of(new_plan_data, indicator),
        mark=changes_mark(changes),
    )


def _statuses(
    plan_data: PlanData, report_data: ReportData, indicator: Indicator, units: Mapping[int, Unit]
) -> dict[AssessmentKey, Status]:
    """Assesses the units in every period with counted figures; the plan's owner by the figures of all."""
    owner = plan_data.plan.owner_id
    ordinals = {ordinal for _, _, ordinal in report_data.figures}
    own_indicator = plan_data.indicators[indicator.pk]
    return {
        (pk, period.ordinal): assess_indicator(
            plan_data,
            report_data,
            own_indicator,
            pk,
            period,
            counted_units=counting_units(units.values(), plan_data.periods, period) if pk == owner else (),
        ).status
        for period in plan_data.periods
        if period.ordinal in ordinals
        for pk in units
    }
