"""Reads of plans and of what was promised; everything starts from what the user may see."""

from targets.selectors.plan_data import Structure, asked_units, structure
from targets.selectors.plan_views import PlanView, first_of_each_year, plan_view, plan_view_of_year, plan_views

__all__ = [
    "PlanView",
    "Structure",
    "asked_units",
    "first_of_each_year",
    "plan_view",
    "plan_view_of_year",
    "plan_views",
    "structure",
]
