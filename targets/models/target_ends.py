"""The rules of the database for the comparator and the ends of a target, of one year or of several."""

from django.db.models import CheckConstraint, F, Q

from targets.enums import BANDS, Comparator

BAND_SIGNS = [str(comparator) for comparator in BANDS]
# With a lower and a different upper end; a floor may have one: a level to strive for.
RANGE_SIGNS = [str(c) for c in Comparator if c.is_floor or (c.is_band and c != Comparator.EXACTLY)]
UPPER_SENTENCE = (
    "Mức trên phải lớn hơn mức dưới, và chỉ có ở chỉ tiêu theo khoảng hoặc chỉ tiêu tối thiểu có mức phấn đấu."
)


def comparator_constraint(name: str, sentence: str) -> CheckConstraint:
    """A level has its comparator, and none of them stands alone."""
    return CheckConstraint(
        name=name,
        condition=Q(value__isnull=True, comparator__isnull=True)
        | Q(value__isnull=False, comparator__isnull=False, comparator__in=[str(c) for c in Comparator]),
        violation_error_message=sentence,
    )


def upper_constraint(name: str) -> CheckConstraint:
    """A band has two ends, a floor may have a second, a ceiling has one."""
    return CheckConstraint(
        name=name,
        condition=Q(upper__isnull=True) & (Q(comparator__isnull=True) | ~Q(comparator__in=BAND_SIGNS))
        | Q(upper__isnull=False, comparator__isnull=False, upper__gt=F("value"), comparator__in=RANGE_SIGNS)
        | Q(upper__isnull=False, comparator__isnull=False, comparator=Comparator.EXACTLY.value, upper=F("value")),
        violation_error_message=UPPER_SENTENCE,
    )
