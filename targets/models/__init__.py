"""The models of a plan: plans, indicators, periods, targets, milestones, last year's figures; and of programmes."""

from targets.models.indicator_leads import IndicatorLead
from targets.models.indicator_parts import IndicatorPart
from targets.models.indicators import Indicator
from targets.models.period_exceptions import PeriodException
from targets.models.periods import FIRST_DUTY_DAY, Period
from targets.models.plans import Field, Plan
from targets.models.programmes import Programme, ProgrammeTarget, ProgrammeYear
from targets.models.targets import Baseline, Milestone, Target

__all__ = [
    "FIRST_DUTY_DAY",
    "Baseline",
    "Field",
    "Indicator",
    "IndicatorLead",
    "IndicatorPart",
    "Milestone",
    "Period",
    "PeriodException",
    "Plan",
    "Programme",
    "ProgrammeTarget",
    "ProgrammeYear",
    "Target",
]
