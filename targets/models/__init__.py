"""The models of a plan: plans, indicators, periods, targets, milestones, last year's figures."""

from targets.models.periods import FIRST_DUTY_DAY, Period, PeriodException
from targets.models.plans import Field, Indicator, IndicatorPart, Plan
from targets.models.targets import Baseline, Milestone, Target

__all__ = [
    "FIRST_DUTY_DAY",
    "Baseline",
    "Field",
    "Indicator",
    "IndicatorPart",
    "Milestone",
    "Period",
    "PeriodException",
    "Plan",
    "Target",
]
