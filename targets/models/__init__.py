"""The models of a plan: plans, indicators, periods, targets, milestones, last year's figures."""

from targets.models.indicator_parts import IndicatorPart
from targets.models.indicators import Indicator
from targets.models.period_exceptions import PeriodException
from targets.models.periods import FIRST_DUTY_DAY, Period
from targets.models.plans import Field, Plan
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
