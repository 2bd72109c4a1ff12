"""The indicators of single years that targets of programmes follow."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from targets.enums import PlanStatus
from targets.models import Indicator, ProgrammeTarget


@dataclass(frozen=True, slots=True)
class ChainLink:
    """The indicator of one year; of several in a year the one of an active plan, then of the newest, is followed."""

    indicator: int
    predecessor: int | None
    plan: int
    year: int
    is_active: bool


Chain = Mapping[int, ChainLink]  # by year


def indicator_chains(targets: Collection[ProgrammeTarget]) -> dict[int, Chain]:
    """Follows each target's indicator to those before and after it in plans of the programme's owner.

    Plans in preparation have none, and a year outside the term is left out. `targets` come with their programme.
    Shape: by target id. Queries: 1; none without targets.
    """
    if not targets:
        return {}
    programmes = [target.programme for target in targets]
    rows = Indicator.objects.filter(
        plan__owner__in={programme.owner_id for programme in programmes},
        plan__year__gte=min(programme.first_year for programme in programmes),
        plan__year__lte=max(programme.last_year for programme in programmes),
    )
    names = ("pk", "predecessor_id", "plan_id", "plan__year", "plan__status", "plan__owner_id")
    links: dict[int, dict[int, ChainLink]] = defaultdict(dict)  # by owner, then indicator
    for pk, predecessor, plan, year, status, owner in rows.order_by().values_list(*names):
        if status != PlanStatus.DRAFT:
            links[owner][pk] = ChainLink(pk, predecessor, plan, year, status == PlanStatus.ACTIVE)
    return {target.pk: _chain(target, links[target.programme.owner_id]) for target in targets}


def _chain(target: ProgrammeTarget, links: Mapping[int, ChainLink]) -> Chain:
    successors: dict[int, list[ChainLink]] = defaultdict(list)
    for each in links.values():
        if each.predecessor is not None:
            successors[each.predecessor].append(each)
    chain: dict[int, ChainLink] = {}
    link: ChainLink | None = links.get(target.indicator_id)
    while link is not None and link.year not in chain:
        chain[link.year] = link
        link = links.get(link.predecessor) if link.predecessor is not None else None
    indicator = target.indicator_id
    while next_links := [each for each in successors[indicator] if each.year not in chain]:
        successor = max(next_links, key=lambda each: (each.is_active, each.plan))
        chain[successor.year] = successor
        indicator = successor.indicator
    return {year: chain[year] for year in sorted(chain) if year in target.programme.years}
