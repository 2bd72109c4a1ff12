"""Tests of saving figures: the people who may, the time, the refusals, and no number overwritten unseen."""

from datetime import date
from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from reports.entry.services import year_fill
from reports.enums import ReportAction
from reports.models import Figure, Report, ReportEvent
from reports.services.figure_values import FigureValues
from reports.services.figures import figure_save
from targets.enums import PeriodState
from targets.selectors import plan_view
from targets.services import period_exception_grant
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from units.enums import Role
from units.visibility import visible_units_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2)


def events(action: ReportAction | None = None) -> list[ReportEvent]:
    event_rows = ReportEvent.objects.all()
    return list(event_rows.filter(action=action) if action else event_rows)


def test_the_first_figure_makes_the_report(office):
    figure = office.enter("CT01", "577.5", note="  Trồng xong\u00a0sớm ")
    assert (figure.numerator, figure.version, figure.changed_by) == (Decimal("577.5"), 1, office.reporters[0])
    assert (figure.changed_at, figure.note) == (moment(), "Trồng xong sớm")
    assert [event.action for event in events()] == [ReportAction.CREATE, ReportAction.CHANGE]
    assert events(ReportAction.CHANGE)[0].changes == {
        "CT01": {"numerator": [None, "577,5"], "as_of": [None, "14/09/2022"], "note": ["", "Trồng xong sớm"]}
    }


def test_the_same_values_again_change_nothing(office):
    office.enter("CT01", 10)
    again = office.enter("CT01", 10, seen_version=0)
    assert again.version == 1
    assert len(events(ReportAction.CHANGE)) == 1


def test_an_empty_row_leaves_no_figure(office):
    assert office.enter("CT01").version == 0
    assert not Figure.objects.exists()


def test_a_stale_version_is_refused_with_both_values(office):
    office.enter("CT01", 10)
    office.enter("CT01", 12)
    with pytest.raises(Conflict) as refusal:
        office.enter("CT01", 15, seen_version=1)
    assert (refusal.value.theirs["numerator"], refusal.value.mine["numerator"]) == ("12", "15")
    assert "Cán bộ Ngọc Phái" in str(refusal.value)
    assert Figure.objects.get().numerator == 12


def test_a_figure_that_somebody_else_made_first_is_not_overwritten(office):
    office.enter("CT01", 10)
    with pytest.raises(Conflict):
        office.enter("CT01", 11, seen_version=0)


def test_empty_zero_and_not_applicable_are_three_things(office):
    assert office.enter("CT01", 0).numerator == 0
    cleared = office.enter("CT01")
    assert (cleared.numerator, cleared.not_applicable, cleared.as_of) == (None, False, None)
    declined = office.enter("CT01", not_applicable=True, note="Xã không có rừng")
    assert (declined.numerator, declined.not_applicable) == (None, True)


@pytest.mark.parametrize(
    ("code", "numbers", "values", "field"),
    [
        ("CT01", (5, None), {"not_applicable": True, "note": "x"}, "not_applicable"),
        ("CT01", (None, None), {"not_applicable": True, "note": " "}, "note"),
        ("CT01", (5, 6), {}, "denominator"),
        ("CT01", (5, None), {"as_of": date(2022, 9, 16)}, "as_of"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(office, code, numbers, values, field):
    with pytest.raises(InvalidInput) as refusal:
        office.enter(code, *numbers, **values)
    assert list(refusal.value.errors) == [field]
    assert not Report.objects.exists()


def test_a_composite_and_a_list_take_no_number(office):
    with pytest.raises(Refusal, match="không được giao"):
        office.enter("CT04", 100, unit=office.department)
    with pytest.raises(InvalidInput, match="danh sách quyết định"):
        office.enter("CT03", 1, unit=office.department)
    assert office.enter("CT03", 0, unit=office.department).numerator == 0


def test_half_a_ratio_can_be_saved(office):
    figure = office.enter("CT02", 120)
    assert (figure.numerator, figure.denominator) == (120, None)


def test_the_cut_off_defaults_to_that_of_the_period_but_not_to_the_future(office):
    assert office.enter("CT01", 10).as_of == date(2022, 9, 14)
    with clock.at(moment(10)):
        assert office.enter("CT01", 10, unit=office.communes[1]).as_of == date(2022, 9, 10)


def test_only_reporters_of_the_unit_enter(office):
    for person in (office.reporters[1], office.clerk, office.reviewer, office.leader):
        with pytest.raises(Refusal, match="Chỉ cán bộ nhập liệu của Xã Ngọc Phái"):
            office.enter("CT01", 10, actor=person)
    assert not Report.objects.exists()


def test_only_what_the_unit_was_given(office):
    with pytest.raises(Refusal, match="không được giao nhập chỉ tiêu CT03"):
        office.enter("CT03", 0)


def test_a_period_that_is_not_open_takes_nothing(office):
    with pytest.raises(StateRefusal, match="Quý IV chưa mở"):
        office.enter("CT01", 10, ordinal=4)
    office.set_period(2, PeriodState.LOCKED)
    with pytest.raises(StateRefusal, match=r"Quý II đã khóa \(Triệu Văn Quản khóa lúc 09:00 ngày 15/09/2022\)"):
        office.enter("CT01", 10, ordinal=2)
    assert not Report.objects.exists()


def test_a_locked_period_reopened_for_one_unit(office):
    period = office.set_period(2, PeriodState.LOCKED)
    period_exception_grant(
        period=period, unit=office.communes[0], until=date(2022, 9, 20), reason="Sót", actor=office.administrator
    )
    assert office.enter("CT01", 10, ordinal=2).numerator == 10
    with pytest.raises(StateRefusal):
        office.enter("CT01", 10, ordinal=2, unit=office.communes[1])
    with clock.at(moment(21)), pytest.raises(StateRefusal):
        office.enter("CT01", 11, ordinal=2)


@pytest.mark.parametrize("step", ["submit", "approve"])
def test_a_report_that_was_sent_takes_nothing(office, step):
    office.enter("CT01", 10)
    getattr(office, step)()
    with pytest.raises(StateRefusal, match="Báo cáo đã được"):
        office.enter("CT01", 11)
    assert Figure.objects.get().numerator == 10


def test_a_returned_report_is_open_again(office):
    office.enter("CT01", 10)
    office.give_back(flagged=["CT01"])
    assert Figure.objects.get().flagged
    assert office.enter("CT01", 11).numerator == 11


def test_a_refused_figure_leaves_nothing_behind(office):
    with pytest.raises(InvalidInput):
        office.enter("CT01", 5, 6)
    assert not Report.objects.exists()
    assert not ReportEvent.objects.exists()


# The whole year kept as the four quarters had it.


@pytest.fixture
def year_end(office):
    """An office with figures of two quarters, in January, when the whole year's report is open."""
    office.enter("CT01", 20, ordinal=1)
    office.enter("CT01", 15, ordinal=2)
    office.enter("CT02", 100, 900, ordinal=1)
    office.enter("CT02", 150, 1000, ordinal=2)
    with clock.at(moment(10, 1, year=2023)):
        office.set_period(5, PeriodState.OPEN)
        yield office


def keep(office: SampleOffice, unit=None, actor=None):
    unit = unit or office.communes[0]
    actor = actor or office.reporter(unit)
    view = plan_view(visible_units_of(actor))
    return year_fill(view=view, unit=unit, period=office.period(5), actor=actor)


def final(code: str) -> Figure:
    return Figure.objects.get(indicator__code=code, report__period__ordinal=5)


def test_keeping_fills_each_part_by_its_rule(year_end):
    assert len(keep(year_end)) == 2
    assert (final("CT01").numerator, final("CT01").source) == (35, "Giữ số bốn quý")
    assert (final("CT02").numerator, final("CT02").denominator) == (250, 1000)
    assert final("CT01").as_of == date(2022, 12, 31)


def test_keeping_twice_fills_once(year_end):
    keep(year_end)
    assert keep(year_end) == []
    assert final("CT01").version == 1


def test_keeping_leaves_what_was_entered(year_end):
    year_end.enter("CT01", 36, ordinal=5)
    year_end.enter("CT02", None, 1010, ordinal=5)
    assert [figure.indicator.code for figure in keep(year_end)] == ["CT02"]
    assert final("CT01").numerator == 36
    assert (final("CT02").numerator, final("CT02").denominator) == (250, 1010)


def test_nothing_to_keep_stays_open(year_end):
    assert keep(year_end, year_end.communes[1]) == []
    assert not Figure.objects.filter(report__period__ordinal=5).exists()


def test_decisions_of_the_quarters_count_on_and_none_are_added(year_end):
    year_end.enter("CT03", 0, unit=year_end.department)
    keep(year_end, year_end.department)
    assert final("CT03").numerator == 0


def test_keeping_needs_the_reporter_the_open_period_and_the_whole_year(year_end):
    with pytest.raises(Refusal, match="Chỉ cán bộ nhập liệu"):
        keep(year_end, actor=year_end.reviewer)
    year_end.set_period(5, PeriodState.LOCKED)
    with pytest.raises(StateRefusal):
        keep(year_end)
    with pytest.raises(Refusal, match="Chỉ báo cáo cả năm"):
        year_fill(view=None, unit=year_end.communes[0], period=year_end.period(2), actor=year_end.reporters[0])


def test_a_figure_belongs_to_its_unit_and_not_to_its_author(office):
    office.enter("CT01", 10)
    colleague = member(office.communes[0], Role.REPORTER, full_name="Cán bộ mới")
    figure = figure_save(
        unit=office.communes[0],
        period=office.period(),
        indicator=office.indicators["CT01"],
        actor=colleague,
        values=FigureValues(Decimal(12)),
        seen_version=1,
    )
    assert (Figure.objects.count(), figure.changed_by) == (1, colleague)
