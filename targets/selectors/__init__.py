"""Reads of plans and their targets. Callers choose plan and units by what the person may see."""

from targets.selectors.plan_data import PlanData
from targets.selectors.plan_duties import reporting_units
from targets.selectors.plan_periods import PlanView
from targets.selectors.plan_reading import read_plan_data, read_plans_data
from targets.selectors.plan_views import first_of_each_year, is_plan_of_year, plan_view, plan_view_of_year, plan_views

__all__ = [
    "PlanData",
    "PlanView",
    "first_of_each_year",
    "is_plan_of_year",
    "plan_view",
    "plan_view_of_year",
    "plan_views",
    "read_plan_data",
    "read_plans_data",
    "reporting_units",
]
