"""Giving a stored plan another rhythm, as long as nothing was reported."""

from targets.models import Baseline, Period, Plan
from targets.rhythm import Rhythm


def plan_change_rhythm(plan: Plan, rhythm: Rhythm) -> None:
    """Takes away the plan's periods; last year's figures go on with the period that ends at the same share of the year.

    Raises: RestrictedError once units have reported in one of the periods.
    """
    baselines = list(Baseline.objects.filter(indicator__plan=plan))
    Period.objects.filter(plan=plan).delete()
    Baseline.objects.filter(indicator__plan=plan).delete()
    Plan.objects.filter(pk=plan.pk).update(rhythm=rhythm)
    moved_baselines = []
    for baseline in baselines:
        if ordinal := plan.rhythm.ordinal_in(rhythm, baseline.ordinal):
            baseline.pk, baseline.ordinal = None, ordinal
            moved_baselines.append(baseline)
    Baseline.objects.bulk_create(moved_baselines)
    plan.rhythm = rhythm
