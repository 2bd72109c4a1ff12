"""Writing last year's figures."""

from django.db import transaction

from chodon_thidua.lib.saving import save_valid
from targets.models import Baseline, Indicator
from targets.planfile import LastYearRow
from units.models import Unit, User
from units.services import audit_record, check_administers

BASELINE_FIELDS = ("value", "numerator", "denominator", "definition_label", "source")


@transaction.atomic
def baseline_set(*, indicator: Indicator, unit: Unit, row: LastYearRow, actor: User | None) -> Baseline:
    """Write last year's figure of a unit at an ordinal, over what was there.

    Raises: Refusal for people who do not administer the unit; InvalidInput for half a ratio.
    """
    check_administers(actor, unit)
    baseline = Baseline.objects.filter(indicator=indicator, unit=unit, ordinal=row.ordinal).first()
    baseline = baseline or Baseline(indicator=indicator, unit=unit, ordinal=row.ordinal)
    before = {name: getattr(baseline, name) for name in BASELINE_FIELDS} if baseline.pk else None
    after = dict(zip(BASELINE_FIELDS, (row.value, row.numerator, row.denominator, row.label, row.source), strict=True))
    for name, value in after.items():
        setattr(baseline, name, value)
    save_valid(baseline)
    audit_record(actor=actor, action="BASELINE_SET", obj=baseline, before=before, after=after)
    return baseline
