"""The assessments by hand of indicators in words."""

from collections.abc import Collection

from reports.models import ManualAssessment
from reports.selectors.report_contents.report_data import JudgementKey
from targets.calculation.assessment import ManualJudgement
from targets.calculation.types import UnitId
from targets.enums import Status


def read_judgements(indicators: Collection[int], units: Collection[UnitId]) -> dict[JudgementKey, ManualJudgement]:
    """Returns what was judged for the units, each with all below it. Queries: 1; none without an indicator in words."""
    if not indicators:
        return {}
    rows = ManualAssessment.objects.filter(indicator__in=indicators, unit__in=units).order_by()
    return {
        (row.indicator_id, row.unit_id, row.period.ordinal): judgement_of(row)
        for row in rows.select_related("judge", "period")
    }


def judgement_of(row: ManualAssessment) -> ManualJudgement:
    return ManualJudgement(Status(row.status), row.reason, row.judge.full_name, row.judged_at, row.words)
