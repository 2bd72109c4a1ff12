"""The question in an address: reading it, writing it again, and which rows it keeps."""

from dataclasses import replace

import pytest
from django.http import Http404
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from chodon_thidua.lib.text import normalise_line
from reports.progress.filters import ProgressFilter
from reports.progress.overview import plan_overview
from targets.models import Field
from tests.factories import UnitFactory, UserFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from units.enums import Role
from units.models import User

WHOLE = ProgressFilter(
    year=2022,
    plan_id=7,
    ordinal=3,
    unit_code="02053",
    field_code="KT",
    status="BEHIND",
    pending=True,
    search="rừng & đất",
)
ADDRESS = (
    "nam=2022&ke-hoach=7&ky=3&don-vi=02053&linh-vuc=KT&trang-thai=BEHIND&so-lieu=cho-duyet"
    "&tim=r%E1%BB%ABng+%26+%C4%91%E1%BA%A5t"
)


def filters_of(address: str) -> ProgressFilter:
    return ProgressFilter.from_request(RequestFactory().get(f"/?{address}"))


def test_every_name_is_read() -> None:
    assert filters_of(ADDRESS) == WHOLE


def test_nothing_asked_is_nothing_in_particular() -> None:
    assert (
        filters_of("")
        == filters_of("nam=&ke-hoach=&ky=&don-vi=&linh-vuc=&trang-thai=&so-lieu=&tim=")
        == ProgressFilter()
    )


def test_approved_figures_are_the_default() -> None:
    assert filters_of("so-lieu=da-duyet").pending is False
    assert ProgressFilter().with_changes() == ""


def test_an_address_says_the_same_with_one_thing_changed() -> None:
    assert WHOLE.with_changes() == ADDRESS
    assert WHOLE.with_changes(status="") == ADDRESS.replace("&trang-thai=BEHIND", "")
    assert WHOLE.with_changes(ordinal=1, pending=False) == ADDRESS.replace("ky=3", "ky=1").replace(
        "&so-lieu=cho-duyet", ""
    )
    assert ProgressFilter().with_changes(status="MET") == "trang-thai=MET"


texts = st.text(max_size=8).map(normalise_line)
numbers = st.none() | st.integers(0, 10**9 - 1)


@given(st.builds(ProgressFilter, numbers, numbers, numbers, texts, texts, texts, st.booleans(), texts))
def test_what_is_written_is_read_again(query: ProgressFilter) -> None:
    assert filters_of(query.with_changes()) == query


@pytest.mark.parametrize("name", ["nam", "ke-hoach", "ky"])
@pytest.mark.parametrize("text", ["hai", "2.022", "-1", "1e3", "２０２２", "1234567890", "3 OR 1=1"])
def test_what_is_no_number_is_not_found(name: str, text: str) -> None:
    with pytest.raises(Http404, match=name):
        filters_of(f"{name}={text}")


def test_an_unknown_kind_of_data_is_not_found() -> None:
    with pytest.raises(Http404, match="da-duyet"):
        filters_of("so-lieu=tat-ca")


def test_text_is_normalised() -> None:
    assert filters_of("tim=%C2%A0Ng%E1%BB%8Dc+Ph%C3%A1i%00+").search == "Ngọc Phái"


# Which plan, period and unit


@pytest.fixture
def office(db: None) -> SampleOffice:
    with clock.at(moment()):
        return make_office(communes=2)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_scope_is_the_plans_latest_period_and_owner(office: SampleOffice) -> None:
    scope = ProgressFilter().scope(again(office.leader))
    assert scope is not None
    assert (scope.view.plan, scope.period.ordinal, scope.unit) == (office.plan, 3, office.district)


def test_the_scope_is_what_the_address_names(office: SampleOffice) -> None:
    query = ProgressFilter(year=2022, plan_id=office.plan.pk, ordinal=2, unit_code=office.communes[1].code)
    scope = query.scope(again(office.leader))
    assert scope is not None
    assert (scope.period.ordinal, scope.unit) == (2, office.communes[1])


def test_without_a_code_a_reporter_sees_their_own_unit(office: SampleOffice) -> None:
    scope = ProgressFilter().scope(again(office.reporters[0]))
    assert scope is not None
    assert scope.unit == office.communes[0]


@pytest.mark.parametrize(
    "unknown",
    [
        ProgressFilter(year=1999),
        ProgressFilter(plan_id=10**8),
        ProgressFilter(ordinal=0),
        ProgressFilter(ordinal=6),
        ProgressFilter(unit_code="khong-co"),
    ],
    ids=["year", "plan", "period 0", "period 6", "unit"],
)
def test_what_is_not_there_is_not_found(office: SampleOffice, unknown: ProgressFilter) -> None:
    with pytest.raises(Http404):
        unknown.scope(again(office.leader))


def test_another_units_scope_is_not_found(office: SampleOffice) -> None:
    with pytest.raises(Http404):
        ProgressFilter(unit_code=office.communes[1].code).scope(again(office.reporters[0]))


def test_without_a_plan_there_is_no_scope(db: None) -> None:
    assert ProgressFilter().scope(member(UnitFactory.create(), Role.LEADER)) is None
    assert ProgressFilter().scope(UserFactory.create()) is None


# Which rows


@pytest.fixture
def rest(office: SampleOffice):
    """The codes that a query keeps, in the order of the table."""
    second = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=2)
    office.indicators["CT02"].field = second
    office.indicators["CT02"].save()
    office.set_leads(office.department, code="CT02")
    with clock.at(moment()):
        office.enter("CT04b", 50, unit=office.department)
        office.approve(office.department)

    def codes(query: ProgressFilter) -> list[str]:
        scope = query.scope(again(office.leader))
        assert scope is not None
        rows = plan_overview(scope.visible_units, scope.view, scope.period, scope.unit).rows
        return [row.code for row in rows if query.matches(row)]

    return codes


ALL = ["CT01", "CT03", "CT04", "CT04a", "CT04b", "CT02"]


def test_everything_is_kept_when_nothing_is_asked(rest) -> None:
    assert rest(ProgressFilter()) == ALL
    assert not ProgressFilter().filters_rows


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        (ProgressFilter(field_code="XH"), ["CT02"]),
        (ProgressFilter(field_code="KT"), ALL[:-1]),
        (ProgressFilter(field_code="khong-co"), []),
        (ProgressFilter(status="khong-co"), []),
        (ProgressFilter(search="rung trong"), ["CT01"]),
        (ProgressFilter(search="RỪNG  TRỒNG"), ["CT01"]),
        (ProgressFilter(search="ct02"), ["CT02"]),
        (ProgressFilter(search="phong nn"), ["CT02"]),
        (ProgressFilter(search="không có"), []),
        (ProgressFilter(field_code="XH", search="rừng"), []),
    ],
)
def test_rows_are_kept_by_field_status_and_words(rest, query: ProgressFilter, codes: list[str]) -> None:
    assert rest(query) == codes
    assert query.filters_rows


def test_a_composite_and_its_children_stay_together(rest) -> None:
    family = ["CT04", "CT04a", "CT04b"]
    assert rest(ProgressFilter(search="tuyển quân")) == family
    assert rest(ProgressFilter(search="quoc phong dia phuong")) == family
    # The parent is behind as its worst child is; its other child has no figure.
    assert rest(ProgressFilter(status="BEHIND")) == family
    assert "CT04a" not in rest(replace(ProgressFilter(), status="NO_DATA"))
