"""The numbers that a unit types for an indicator, beside what it reported before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.numbers import input_text, read_back
from reports.models import Figure
from reports.selectors.counted_figures import Reported, prior_of_unit
from reports.selectors.scope import Address
from targets.calculation.totals import Contribution, UnitId, collect, part_to_date
from targets.enums import FINAL_ORDINAL, LAST_QUARTER, OverTime, PartRole
from targets.models import Indicator, IndicatorPart, Period
from targets.selectors import PlanView, Structure

# What a number to type is of, in a quarter and in the whole year: people enter sums to date where amounts are asked.
SPANS = {OverTime.SUM: ("trong kỳ", "cả năm"), OverTime.LAST: ("đến cuối kỳ", "đến cuối năm")}


@dataclass(frozen=True, slots=True)
class Part:
    """One number to type.

    `span` is the time that it is of, `before` that of the quarter before, `same_period` last year's to date of a ratio
    under the same definition, `offered` an earlier one that may stand.
    `may_be_nothing` tells whether 0 is offered: the part adds up and nothing speaks against it.
    """

    role: PartRole
    label: str
    unit: str
    span: str
    value: Decimal | None
    before: str
    offered: Decimal | None
    may_be_nothing: bool = False
    same_period: str = ""

    @property
    def name(self) -> str:
        return self.role.lower()

    @property
    def text(self) -> str:
        """“116.000 triệu đồng = 116 tỷ đồng”."""
        return "" if self.value is None else read_back(self.value, self.unit)

    @property
    def offered_text(self) -> str:
        """What stands to be taken over; empty once there is a number."""
        return input_text(self.offered) if self.value is None else ""


def quarters_to_date(
    view: PlanView, promised: Structure, reported: Reported, indicator: Indicator, unit: UnitId
) -> Contribution | None:
    """What the unit's four quarters come to, each part by its own rule; None while a part is unknown.

    With those of the units merged into it, for its figures of the whole year restate theirs.
    """
    if view.period(LAST_QUARTER) is None:
        return None
    year, pk = FINAL_ORDINAL, indicator.pk
    quarters = [r for r in reported.readings.get(pk, ()) if r.ordinal < year and promised.acting(r.unit, year) == unit]
    duties = promised.duties(pk, [unit], year)
    found = collect(promised.specs[pk], quarters, duties, year, mergers=promised.mergers).contributions
    return found[0] if len(found) == 1 else None


def parts_before(
    view: PlanView, promised: Structure, reported: Reported, indicator: Indicator, unit: UnitId, period: Period
) -> dict[PartRole, Decimal | None]:
    """The parts of the quarter before; for the whole year those of the four quarters to date.

    With those of the units merged into it since, and none while one of these lacks its figure.
    """
    if period.ordinal == FINAL_ORDINAL:
        to_date = quarters_to_date(view, promised, reported, indicator, unit)
        return {role: getattr(to_date, role.lower()) for role in PartRole} if to_date else {}
    last, pk = period.ordinal - 1, indicator.pk
    group = promised.merged.group(unit, period.ordinal)
    figures = [figure for one in sorted(group) if (figure := reported.figures.get((pk, one, last)))]
    expected = _asked(promised, pk, group, last) if len(group) > 1 else ()
    if not figures or any((pk, one, last) not in reported.figures for one in expected):
        return {}
    return {role: _sum([getattr(figure, role.lower()) for figure in figures]) for role in PartRole}


def _asked(promised: Structure, indicator: int, group: Iterable[UnitId], ordinal: int) -> set[UnitId]:
    """The units of a group who were asked for the indicator in the period."""
    rows = promised.targets.get(indicator, {})
    return promised.merged.askers([unit for unit in group if (row := rows.get(unit)) and row.reports], ordinal)


def _sum(numbers: Sequence[Decimal | None]) -> Decimal | None:
    """The numbers of several units together; None where one of them is missing."""
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def parts_last_year(
    promised: Structure, reported: Reported, indicator: Indicator, unit: UnitId, period: Period
) -> dict[PartRole, Decimal | None]:
    """The parts of the unit's ratio in the same period of last year, to date; none under another definition."""
    prior = prior_of_unit(promised, indicator, unit, reported, period.ordinal)
    if prior is None or prior.label != indicator.definition_label:
        return {}
    return {PartRole.NUMERATOR: prior.numerator, PartRole.DENOMINATOR: prior.denominator}


def parts_of(
    address: Address, promised: Structure, reported: Reported, indicator: Indicator, figure: Figure | None
) -> tuple[Part, ...]:
    """The numbers of one indicator in the unit's report, as stored in the figure."""
    unit, period = address.unit.pk, address.period
    final = period.ordinal == FINAL_ORDINAL
    known = promised.parts.get(indicator.pk, {})
    before = parts_before(address.view, promised, reported, indicator, unit, period)
    last_year = parts_last_year(promised, reported, indicator, unit, period)
    if not known:  # a list of decisions; its count stands for a part
        value = figure.numerator if figure else None
        shown = input_text(before.get(PartRole.NUMERATOR))
        return (Part(PartRole.NUMERATOR, indicator.name, indicator.unit_of_measure, "", value, shown, None),)
    return tuple(
        Part(
            role=role,
            label=part.label,
            unit=part.unit_of_measure,
            span=SPANS[OverTime(part.over_time)][final],
            value=getattr(figure, role.lower()) if figure else None,
            before=input_text(before.get(role)),
            offered=_standing(promised, reported, part, unit, period.ordinal),
            same_period=input_text(last_year.get(role)),
            may_be_nothing=part.over_time == OverTime.SUM and not (final and before.get(role)),
        )
        for role in PartRole
        if (part := known.get(role))
    )


def _standing(
    promised: Structure, reported: Reported, part: IndicatorPart, unit: UnitId, ordinal: int
) -> Decimal | None:
    """The latest earlier reading of a part that keeps its value until the next, as far as it is known.

    Those of units merged into this one since its own are added: its own reading after a merger covers theirs.
    """
    if part.over_time != OverTime.LAST:
        return None
    own = {
        at: getattr(figure, part.role.lower())
        for (pk, who, at), figure in reported.figures.items()
        if pk == part.indicator_id and who == unit and at < ordinal
    }
    standing = part_to_date(OverTime.LAST, own, ordinal - 1)
    since = standing.source if standing else 0
    mergers = promised.mergers
    joined = [old for old in promised.merged.predecessors(unit) if since < mergers[old].ordinal <= ordinal]
    others = [old for old in joined if _was_asked(promised, part.indicator_id, old, ordinal)]
    if not others:
        return standing.value if standing else None
    numbers = [_standing(promised, reported, part, old, mergers[old].ordinal) for old in others]
    was_asked = _was_asked(promised, part.indicator_id, unit, mergers[others[0]].ordinal)
    return _sum([*([standing.value if standing else None] if standing or was_asked else []), *numbers])


def _was_asked(promised: Structure, indicator: int, unit: UnitId, ordinal: int) -> bool:
    """Whether the unit itself was asked for the indicator in any period before this one."""
    merged = promised.merged
    return any(unit in _asked(promised, indicator, merged.group(unit, at), at) for at in range(1, ordinal))
