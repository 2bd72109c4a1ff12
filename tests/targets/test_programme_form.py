"""The form of a target's earlier years: which inputs there are, what it hands to the service, what it keeps."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from targets.forms.programme_years import FIGURELESS, ProgrammeYearsForm
from targets.models import Indicator, ProgrammeTarget, ProgrammeYear
from targets.selectors.programmes.earlier_years import EarlierYears, earlier_years, rows_hash, stored_rows
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.programmes import load_programme, raw_target, target_of

TYPED = [{"year": 2020, "value": "50.25", "source": "Niên giám"}]


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def target(office: SampleOffice) -> ProgrammeTarget:
    Indicator.objects.filter(code="CT01").update(definition_label="chuẩn mới")
    return target_of(load_programme(office, raw_target(years=TYPED), first_year=2019))


def years_of(target: ProgrammeTarget) -> EarlierYears:
    return earlier_years([target_of(target.programme, target.code)])[0]


def sent(target: ProgrammeTarget, **changes: str) -> ProgrammeYearsForm:
    """The form as the browser sends it, with some inputs changed."""
    years = years_of(target)
    empty = ProgrammeYearsForm(years)
    data = {"seen": empty.stamp, "reason": ""}
    for row in empty.rows:
        for field in (row.value, row.label, row.source):
            data[field.html_name] = str(field.value() if field.value() is not None else "")
    return ProgrammeYearsForm(years, data | changes)


def test_there_is_a_row_for_each_year_before_the_app(target: ProgrammeTarget) -> None:
    form = ProgrammeYearsForm(years_of(target))
    rows = {row.year: (row.value.value(), row.label.value(), row.source.value(), row.stored) for row in form.rows}
    assert rows == {
        2019: (None, "chuẩn mới", "", ""),  # a new figure begins under the indicator's definition
        2020: ("50,25", "chuẩn mới", "Niên giám", ""),
        2021: (None, "chuẩn mới", "", ""),
    }
    assert form.needs_reason


def test_a_reason_is_asked_for_where_something_is_stored(office: SampleOffice) -> None:
    empty = target_of(load_programme(office))
    assert not ProgrammeYearsForm(years_of(empty)).needs_reason


def test_an_untouched_form_changes_nothing(office: SampleOffice, target: ProgrammeTarget) -> None:
    form = sent(target)
    assert form.save(office.administrator), form.errors
    assert form.saved_count == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("0", 0), ("1.234,5", Decimal("1234.5")), ("116000", 116000), (" 7 ", 7), ("0,000001", Decimal("0.000001"))],
)
def test_numbers_are_read_as_people_write_them(office, target, typed, stored) -> None:
    form = sent(target, **{"nam2021-value": typed})
    assert form.save(office.administrator), form.errors
    assert form.saved_count == 1
    assert stored_rows(target_of(target.programme))[2021].value == stored


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nam2021-value": "80.5"}, "nam2021-value"),
        ({"nam2021-value": "x"}, "nam2021-value"),
        ({"nam2021-value": "1" * 15}, "nam2021-value"),
        ({"nam2021-value": "-1"}, "nam2021-value"),
        ({"nam2020-value": "51"}, "reason"),
        ({"nam2020-value": ""}, "reason"),
        ({"nam2020-label": "chuẩn cũ"}, "reason"),
        ({"nam2019-source": "Báo cáo"}, "nam2019-source"),
        ({"nam2021-source": "x" * 301}, "nam2021-source"),
        ({"nam2021-label": "x" * 121}, "nam2021-label"),
    ],
)
def test_each_mistake_stands_at_its_input(office, target, changes, field) -> None:
    form = sent(target, **changes)
    assert not form.save(office.administrator)
    assert list(form.errors) == [field]
    assert form.status == 422
    assert dict(ProgrammeYear.objects.values_list("year", "value")) == {2020: Decimal("50.25")}


def test_a_source_needs_its_figure(office: SampleOffice, target: ProgrammeTarget) -> None:
    form = sent(target, **{"nam2019-source": "Báo cáo"})
    assert not form.save(office.administrator)
    assert form.errors["nam2019-source"] == [FIGURELESS]
    cleared = sent(target, **{"nam2020-value": "", "reason": "Bỏ"})  # the source goes with its figure
    assert cleared.save(office.administrator), cleared.errors
    assert not ProgrammeYear.objects.exists()


def test_a_definition_of_its_own_is_kept(office: SampleOffice, target: ProgrammeTarget) -> None:
    form = sent(target, **{"nam2021-value": "5", "nam2021-label": "chuẩn cũ"})
    assert form.save(office.administrator), form.errors
    rows = stored_rows(target_of(target.programme))
    assert (rows[2021].definition_label, rows[2020].definition_label) == ("chuẩn cũ", "chuẩn mới")


def test_a_form_sent_with_a_mistake_keeps_its_stamp(office: SampleOffice, target: ProgrammeTarget) -> None:
    form = sent(target, **{"nam2021-value": "x"})
    assert not form.save(office.administrator)
    assert form.stamp == years_of(target).mark
    assert [row.value.value() for row in form.rows][-1] == "x"


def test_a_stale_form_gets_the_stamp_of_what_is_stored(office: SampleOffice, target: ProgrammeTarget) -> None:
    stale = sent(target, **{"nam2021-value": "8"})
    other = sent(target, **{"nam2021-value": "7"})
    assert other.save(office.administrator)
    assert not stale.save(office.administrator)
    assert stale.status == 409
    stale.years = years_of(target)
    assert stale.stamp == years_of(target).mark
    shown = {row.year: (row.value.value(), row.stored) for row in stale.rows}
    assert shown == {2019: ("", "(trống)"), 2020: ("50,25", "50,25"), 2021: ("8", "7")}


def test_a_form_without_its_stamp_is_stale(office: SampleOffice, target: ProgrammeTarget) -> None:
    form = sent(target, seen="", **{"nam2021-value": "8"})
    assert not form.save(office.administrator)
    assert form.status == 409


def test_hashes_tell_figures_apart(target: ProgrammeTarget) -> None:
    rows = years_of(target).rows
    same = rows_hash(dict(rows))
    assert same == years_of(target).mark
    assert rows_hash({}) != same
    ProgrammeYear.objects.update(source="Khác")
    assert years_of(target).mark != same
