"""The units beside which a figure is measured: of the same kind where there are enough, else all below the parent."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.selectors.reference_numbers.peer_figures import FEWEST, PeerFigures, PeerSum
from units.enums import UnitKind
from units.models import Unit

INDICATOR, PARENT = 7, 1
peer_sums = st.builds(
    PeerSum,
    st.integers(0, 50),
    st.decimals(0, 10**6, places=2),
    st.decimals(0, 10**6, places=2),
    st.integers(0, 50),
    st.decimals(0, 10**6, places=2),
)


def communes(count: int) -> PeerSum:
    return PeerSum(count, Decimal(10 * count), levels=count, level=Decimal(20 * count))


def unit(pk: int, kind: UnitKind = UnitKind.COMMUNE) -> Unit:
    return Unit(pk=pk, parent_id=PARENT, kind=kind)


@given(peer_sums, peer_sums)
def test_a_unit_is_taken_out_of_a_sum_as_it_was_put_in(first: PeerSum, second: PeerSum) -> None:
    assert first + second - second == first
    assert first + second == second + first


def test_a_sum_has_a_target_only_where_every_unit_has_one() -> None:
    assert communes(3).target == 60
    assert PeerSum(3, Decimal(30), levels=2, level=Decimal(40)).target is None


def test_a_mean_is_none_where_nothing_was_reported() -> None:
    assert communes(4).mean("numerator") == 10
    assert communes(4).mean("denominator") is None


def test_a_unit_is_no_peer_of_its_own() -> None:
    peers = PeerFigures({(INDICATOR, PARENT, UnitKind.COMMUNE): communes(4)}, {(INDICATOR, 9): communes(1)})
    others = peers.peers_of(INDICATOR, unit(9))
    assert others
    assert (others.units, others.numerator) == (3, 30)


def test_too_few_of_a_kind_are_joined_by_all_below_the_parent() -> None:
    sums = {(INDICATOR, PARENT, UnitKind.COMMUNE): communes(5), (INDICATOR, PARENT, UnitKind.TOWNSHIP): communes(1)}
    peers = PeerFigures(sums, {(INDICATOR, 9): communes(1)})
    town = peers.peers_of(INDICATOR, unit(9, UnitKind.TOWNSHIP))
    assert town
    assert town.units == 5


def test_fewer_than_three_prove_nothing_and_disclose_nothing() -> None:
    peers = PeerFigures({(INDICATOR, PARENT, UnitKind.COMMUNE): communes(FEWEST - 1)})
    assert peers.peers_of(INDICATOR, unit(9)) is None
    assert peers.peers_of(INDICATOR + 1, unit(9)) is None
