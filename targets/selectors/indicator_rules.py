"""The rules of a plan's indicators, as the pure calculation takes them."""

from dataclasses import replace
from decimal import Decimal

from targets.calculation.types import IndicatorRules, Subject
from targets.enums import BaselineKind, Measure, OverTime, PartRole, TargetBasis
from targets.models import Indicator, IndicatorPart, Plan


def indicator_rules(
    plan: Plan,
    indicators: dict[int, Indicator],
    parts: dict[int, dict[PartRole, IndicatorPart]],
    named_subjects: dict[int, set[Subject]],
) -> dict[int, IndicatorRules]:
    specs = {
        pk: _single_rules(plan, row, parts.get(pk, {}), frozenset(named_subjects.get(pk, ())))
        for pk, row in indicators.items()
    }
    for pk, row in indicators.items():
        if row.is_composite:
            specs[pk] = replace(
                specs[pk], children=tuple(specs[c.pk] for c in indicators.values() if c.parent_id == pk)
            )
    return specs


def _unnumbered_rule(row: Indicator) -> OverTime:
    """Returns the rule of a value that no part describes: decisions add up, of words the latest stand."""
    return OverTime.LAST if row.has_text else OverTime.SUM


def _single_rules(
    plan: Plan, row: Indicator, parts: dict[PartRole, IndicatorPart], named_subjects: frozenset[Subject]
) -> IndicatorRules:
    numerator, denominator = parts.get(PartRole.NUMERATOR), parts.get(PartRole.DENOMINATOR)
    return IndicatorRules(
        code=row.code,
        measure=Measure(row.measure),
        year=plan.year,
        unit_of_measure=row.unit_of_measure,
        additive=row.additive,
        may_be_negative=numerator is not None and (numerator.minimum is None or numerator.minimum < 0),
        decimals=row.decimals,
        scale=row.scale,
        basis=TargetBasis(row.basis) if row.basis else TargetBasis.LEVEL,
        baseline_kind=BaselineKind(row.baseline_kind) if row.baseline_kind else None,
        definition_label=row.definition_label,
        rhythm=plan.rhythm,
        due=tuple(row.due),
        profile=tuple(Decimal(str(step)) for step in row.profile) if row.profile else None,
        numerator=OverTime(numerator.over_time) if numerator else _unnumbered_rule(row),
        denominator=OverTime(denominator.over_time) if denominator else None,
        named_subjects=named_subjects,
        is_breakdown=row.breakdown_of_id is not None,
        states=tuple(row.states),
        target_words=row.target_words,
    )
