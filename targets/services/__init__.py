"""The only writers of plans, periods, targets and last year's figures, and of programmes."""

from targets.services.baselines import baseline_remove, baseline_set, baselines_revise
from targets.services.period_days import period_set_days
from targets.services.period_exceptions import period_exception_end, period_exception_grant
from targets.services.periods import period_set_state
from targets.services.plan_loading import plan_load
from targets.services.programme_loading import programme_load
from targets.services.programme_years import programme_years_set
from targets.services.targets import targets_set
from targets.target_values import TargetValues, target_values

__all__ = [
    "TargetValues",
    "baseline_remove",
    "baseline_set",
    "baselines_revise",
    "period_exception_end",
    "period_exception_grant",
    "period_set_days",
    "period_set_state",
    "plan_load",
    "programme_load",
    "programme_years_set",
    "target_values",
    "targets_set",
]
