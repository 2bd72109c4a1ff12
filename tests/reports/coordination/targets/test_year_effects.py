"""Tests of the periods in which a changed target counts: the whole year, except what meetings have frozen."""

from collections.abc import Iterator

import pytest

from chodon_thidua.lib import clock
from reports.coordination.targets.year_effects import YearEffects, year_effects
from targets.models import Field, Indicator
from targets.selectors import plan_view
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.freezing import freeze
from tests.reports.pages import report_all_communes
from units.models import Unit
from units.visibility import visible_units_below

pytestmark = pytest.mark.django_db
PERIODS = ["Quý I", "Quý II", "Quý III", "Quý IV", "Cả năm"]


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office(communes=2)


def effects_on(office: SampleOffice, *units: Unit, assessed: tuple[str, ...] = (), code: str = "CT01") -> YearEffects:
    view = plan_view(visible_units_below(office.district), year=2022)
    assert view
    indicator = Indicator.objects.select_related("field").get(plan=office.plan, code=code)
    indicator.plan = office.plan
    return year_effects(view, indicator, [unit.pk for unit in units], assessed)


@pytest.mark.parametrize(
    ("assessed", "reassessed"),
    [
        ((), []),
        (("Quý I",), ["Quý I", "Quý II", "Quý III"]),
        (("Quý III", "Quý II"), ["Quý II", "Quý III"]),
        (("Quý III",), ["Quý III"]),
    ],
)
def test_periods_that_have_opened_are_assessed_anew_from_the_first_approved_figure_on(office, assessed, reassessed):
    """A sum to date goes on into periods for which the unit itself has sent nothing."""
    effects = effects_on(office, office.communes[0], assessed=assessed)
    assert [period.name for period in effects.reassessed] == reassessed
    assert [period.name for period in effects.later] == [name for name in PERIODS if name not in reassessed]
    assert (effects.year, effects.frozen) == ("2022", ())


def test_frozen_numbers_of_the_scopes_above_stay(office):
    """Those of the district hold the commune's number, those of another commune do not."""
    report_all_communes(office, ordinal=1)
    one, other = office.communes
    of_all, of_one = freeze(office, ordinal=1), freeze(office, ordinal=1, code=one.code)
    assert set(effects_on(office, one).frozen) == {of_all, of_one}
    assert set(effects_on(office, other).frozen) == {of_all}
    assert set(effects_on(office, office.district).frozen) == {of_all}
    assert set(effects_on(office, one, other).frozen) == {of_all, of_one}


def test_frozen_numbers_of_another_field_hold_nothing_of_the_indicator(office):
    report_all_communes(office, ordinal=1)
    snapshot = freeze(office, ordinal=1, field_code="KT")
    assert effects_on(office, office.communes[0]).frozen == (snapshot,)
    other = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=2)
    Indicator.objects.filter(plan=office.plan, code="CT01").update(field=other)
    assert effects_on(office, office.communes[0]).frozen == ()


def test_they_stand_in_the_order_of_their_periods(office):
    for ordinal in (1, 2):
        report_all_communes(office, ordinal=ordinal)
    second, first = freeze(office, ordinal=2), freeze(office, ordinal=1)
    assert effects_on(office, office.communes[0]).frozen == (first, second)


def test_one_query_finds_them(office, django_assert_num_queries):
    report_all_communes(office, ordinal=1)
    view = plan_view(visible_units_below(office.district), year=2022)
    indicator = Indicator.objects.select_related("field", "plan").get(plan=office.plan, code="CT01")
    freeze(office, ordinal=1)
    with django_assert_num_queries(1):
        effects = year_effects(view, indicator, [unit.pk for unit in office.communes], [])
        assert [snapshot.meeting for snapshot in effects.frozen] == ["Họp giao ban tháng 9, ngày 20/09/2022"]
