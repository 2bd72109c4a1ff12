"""Every rule on programmes, their targets and earlier years, in validation and in the database."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import RestrictedError

from targets.enums import Comparator, OverYears
from targets.models import Indicator, Programme, ProgrammeTarget, ProgrammeYear
from tests.constraints import assert_accepted, assert_refused
from tests.factories import UnitFactory
from units.models import Unit

pytestmark = pytest.mark.django_db
YEARS = "Năm cuối phải từ năm đầu trở đi, và cả giai đoạn tối đa 20 năm."
BOTH = "Mục tiêu phải có cả phép so sánh và giá trị, hoặc không có cả hai."


def make_programme(owner: Unit, **changes: Any) -> Programme:
    fields = {"document_number": "20/CTr-UBND", "issued_on": "2021-03-15", "title": "Chương trình"}
    return Programme(**fields | {"owner": owner, "first_year": 2021, "last_year": 2025} | changes)


@pytest.fixture
def programme(owner: Unit) -> Programme:
    instance = make_programme(owner)
    instance.save()
    return instance


def make_target(programme: Programme, indicator: Indicator, **changes: Any) -> ProgrammeTarget:
    fields = {"code": "M01", "name": "Rừng", "order": 1, "over_years": OverYears.SUM}
    return ProgrammeTarget(**fields | {"programme": programme, "indicator": indicator} | changes)


@pytest.fixture
def target(programme: Programme, indicator: Indicator) -> ProgrammeTarget:
    instance = make_target(programme, indicator)
    instance.save()
    return instance


@pytest.mark.parametrize(("first", "last"), [(2021, 2025), (2021, 2021), (2021, 2040)])
def test_a_term_has_its_years(owner: Unit, first: int, last: int) -> None:
    programme = make_programme(owner, first_year=first, last_year=last)
    assert_accepted(programme)
    assert (programme.years[0], programme.years[-1]) == (first, last)


@pytest.mark.parametrize(("first", "last"), [(2021, 2020), (2021, 2041)])
def test_a_term_neither_ends_before_it_begins_nor_lasts_for_ever(owner: Unit, first: int, last: int) -> None:
    assert_refused(make_programme(owner, first_year=first, last_year=last), YEARS)


def test_a_number_is_used_once_by_an_owner(owner: Unit, programme: Programme) -> None:
    assert_refused(make_programme(owner), "Chương trình này đã có.")
    assert_accepted(make_programme(UnitFactory.create()))
    assert (str(programme), programme.term) == ("Chương trình 20/CTr-UBND (2021–2025)", "2021–2025")
    assert make_programme(owner, last_year=2021).term == "2021"


@pytest.mark.parametrize("way", list(OverYears))
def test_the_ways_over_the_years(programme: Programme, indicator: Indicator, way: OverYears) -> None:
    assert_accepted(make_target(programme, indicator, over_years=way))


def test_no_other_way(programme: Programme, indicator: Indicator) -> None:
    assert_refused(make_target(programme, indicator, over_years="MEDIAN"), "Cách tính qua các năm không hợp lệ.")


def test_a_code_is_used_once_in_a_programme(target: ProgrammeTarget) -> None:
    again = make_target(target.programme, target.indicator)
    assert_refused(again, "Mã mục tiêu này đã có trong chương trình.")


@pytest.mark.parametrize(
    ("comparator", "value", "is_right"),
    [(None, None, True), (Comparator.AT_LEAST, Decimal(5), True), (Comparator.AT_LEAST, None, False),
     (None, Decimal(5), False), ("==", Decimal(5), False)],
)  # fmt: skip
def test_a_level_has_its_comparator(programme, indicator, comparator, value, is_right) -> None:
    target = make_target(programme, indicator, comparator=comparator, value=value)
    if is_right:
        assert_accepted(target)
    else:
        assert_refused(target, BOTH)


def test_levels_are_exact(programme: Programme, indicator: Indicator) -> None:
    target = make_target(programme, indicator, path=["0.1", "1000000.000001"])
    assert_accepted(target)
    stored = ProgrammeTarget.objects.get(pk=target.pk)
    assert stored.levels == (Decimal("0.1"), Decimal("1000000.000001"))
    assert make_target(programme, indicator).levels == ()


def test_a_year_has_one_figure(target: ProgrammeTarget) -> None:
    assert_accepted(ProgrammeYear(target=target, year=2021, value=0))
    assert_refused(ProgrammeYear(target=target, year=2021, value=5), "Năm này đã có số.")
    assert_accepted(ProgrammeYear(target=target, year=2022, value=Decimal("-1.5")))


def test_an_indicator_that_a_target_follows_stays(target: ProgrammeTarget) -> None:
    with pytest.raises(RestrictedError):
        target.indicator.delete()
    target.programme.delete()
    target.indicator.delete()
