"""Tests of the warnings about a unit's figures, and of their texts on its entry page."""

from datetime import date
from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from reports.entry.page import entry_page
from reports.models import Figure, Recognition, Report
from reports.selectors.figure_warnings import figure_warnings
from reports.selectors.scope import report_address
from targets.calculation.types import UnitMerger
from targets.enums import OverTime, PeriodState
from targets.models import Indicator, IndicatorPart
from targets.plan_rows import BaselineRow
from targets.services import baseline_set
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.entering import entry_session
from tests.reports.pages import visible_text
from tests.reports.reviewing import reload_user
from units.models import Unit, UnitSuccession

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=3)


def warning_texts(office: SampleOffice, code: str = "CT01", ordinal: int = 3, unit: Unit | None = None) -> list[str]:
    unit = unit or office.communes[0]
    page = entry_page(report_address(reload_user(office.reporter(unit)), 2022, unit.code, ordinal))
    row = page.row(code)
    assert row
    return [warning.text for warning in row.warnings]


def last_year(office: SampleOffice, ordinal: int, value: str, label: str = "") -> None:
    row = BaselineRow(office.communes[0].code, ordinal, Decimal(value), None, None, label, "Niên giám")
    baseline_set(indicator=office.indicators["CT01"], unit=office.communes[0], row=row, actor=office.administrator)


# What each rule is fed with.


def test_an_ordinary_figure_has_no_warning(office):
    office.enter("CT01", 20)
    office.enter("CT02", 900, 2400)
    assert warning_texts(office) == warning_texts(office, "CT02") == []


def test_a_negative_figure_has_a_warning(office):
    office.enter("CT01", -5)
    assert warning_texts(office) == ["−5 ha thấp hơn mức nhỏ nhất của chỉ tiêu (0 ha)"]


def test_bounds_hold_for_each_part(office):
    IndicatorPart.objects.filter(indicator__code="CT02").update(maximum=1000)
    office.enter("CT02", 900, 2400)
    assert warning_texts(office, "CT02") == [
        "Dân số trung bình: 2.400 người cao hơn mức lớn nhất của chỉ tiêu (1.000 người)"
    ]


@pytest.mark.parametrize("within", [True, False])
def test_a_numerator_over_its_denominator_where_that_cannot_be(office, within):
    Indicator.objects.filter(code="CT02").update(numerator_within_denominator=within)
    office.enter("CT02", 2401, 2400)
    expected = ["“Sản lượng lương thực” (2.401 tấn) lớn hơn “Dân số trung bình” (2.400 người)"]
    assert warning_texts(office, "CT02") == (expected if within else [])
    office.enter("CT02", 2401)
    assert warning_texts(office, "CT02") == []


@pytest.mark.parametrize(("day", "fires"), [(date(2022, 6, 14), True), (date(2022, 9, 15), True), (None, False)])
def test_a_cut_off_outside_the_quarter(office, day, fires):
    office.enter("CT01", 20, as_of=day)
    assert bool(warning_texts(office)) == fires


@pytest.mark.parametrize(
    ("day", "fires"),
    [(date(2021, 12, 31), True), (date(2022, 12, 31), False), (date(2023, 4, 28), False), (date(2023, 6, 1), True)],
)
def test_what_is_official_for_the_year_comes_out_until_it_is_due(office, day, fires):
    with clock.at(moment(2, 6, year=2023)):
        office.set_period(5, PeriodState.OPEN)
        office.enter("CT01", 20, ordinal=5, as_of=day)
        assert bool(warning_texts(office, ordinal=5)) == fires


def test_a_recognised_unit_outside_the_named_list(office):
    figure = office.enter("CT03", unit=office.department, note=" ", source="Sở")
    named, other = office.communes[0], office.communes[2]
    for subject, year in ((named, 2022), (other, 2021)):  # a decision for another year does not count
        Recognition.objects.create(
            figure=figure, subject_unit=subject, assessed_year=year, decision_number="1", decided_on=date(2022, 8, 1)
        )
    assert warning_texts(office, "CT03", unit=office.department) == []
    for number in "23":
        Recognition.objects.create(
            figure=figure, subject_unit=other, assessed_year=2022, decision_number=number, decided_on=date(2022, 8, 1)
        )
    assert warning_texts(office, "CT03", unit=office.department) == ["Xã Bằng Lãng: khác danh sách nêu trong kế hoạch"]


def test_any_subject_is_right_where_the_plan_names_none(office):
    office.indicators["CT03"].named_units.clear()
    figure = office.enter("CT03", unit=office.department, source="Sở")
    Recognition.objects.create(
        figure=figure, subject_text="Trường A", assessed_year=2022, decision_number="1", decided_on=date(2022, 8, 1)
    )
    assert warning_texts(office, "CT03", unit=office.department) == []


# What a change is measured against.


def test_a_part_that_stands_is_compared_with_the_last_quarter(office):
    office.enter("CT02", 900, 2400, ordinal=2)
    office.enter("CT02", 100, 24000)
    assert warning_texts(office, "CT02") == ["Dân số trung bình: gấp 10 lần Quý II (2.400 → 24.000 người)"]
    office.enter("CT02", 100, 2465)
    assert warning_texts(office, "CT02") == []


def test_an_earlier_quarter_tells_only_what_is_out_of_scale(office):
    office.enter("CT02", 900, 2400, ordinal=1)
    office.enter("CT02", 500, 4000)
    assert warning_texts(office, "CT02") == []
    office.enter("CT02", 500, 24000)
    assert warning_texts(office, "CT02") == ["Dân số trung bình: gấp 10 lần Quý I (2.400 → 24.000 người)"]


def test_the_last_quarter_counts_while_the_whole_year_is_entered(office):
    for ordinal in (4, 5):
        office.set_period(ordinal, PeriodState.OPEN)
    with clock.at(moment(20, 12)):
        office.enter("CT02", 900, 2400, ordinal=4)
        office.enter("CT02", 4000, 24000, ordinal=5)
        assert warning_texts(office, "CT02", 5) == ["Dân số trung bình: gấp 10 lần Quý IV (2.400 → 24.000 người)"]


def test_a_sum_is_compared_with_the_same_quarter_of_last_year_alone(office):
    last_year(office, 2, "30")
    last_year(office, 3, "41")
    office.enter("CT01", 1000, ordinal=2)
    office.enter("CT01", 18)
    assert warning_texts(office) == ["Cao hơn 63,6 % so với Quý III/2021 (11 → 18 ha)"]
    office.enter("CT01", 16)
    assert warning_texts(office) == []


def test_the_first_quarter_is_all_of_last_years_to_date(office):
    last_year(office, 1, "20")
    office.enter("CT01", 40, ordinal=1)
    assert warning_texts(office, ordinal=1) == ["Cao hơn 100 % so với Quý I/2021 (20 → 40 ha)"]


def test_the_whole_year_is_compared_with_last_years_end(office):
    for ordinal in (4, 5):
        last_year(office, ordinal, "40")
    office.set_period(5, PeriodState.OPEN)
    office.enter("CT01", 90, ordinal=5)
    assert warning_texts(office, ordinal=5) == ["Cao hơn 125 % so với cả năm 2021 (40 → 90 ha)"]


def test_a_quarter_of_last_year_that_is_not_known_is_not_guessed(office):
    last_year(office, 3, "11")
    office.enter("CT01", 79)
    assert warning_texts(office) == []


def test_figures_of_another_definition_are_never_compared(office):
    last_year(office, 1, "20", label="Chuẩn 2016")
    office.enter("CT01", 79, ordinal=1)
    assert warning_texts(office, ordinal=1) == []


def test_last_years_approved_figures_stand_in_for_entered_ones():
    office = make_office(communes=2, indicators=("AMOUNT",), years=2)
    office.enter("CT01", 20)
    office.approve()
    before = office.plans[0]
    Report.objects.update(period=before.periods.get(ordinal=3))
    Figure.objects.update(indicator=before.indicators.get(code="CT01"))
    office.enter("CT01", 80)
    assert warning_texts(office) == ["Gấp 4 lần Quý III/2021 (20 → 80 ha)"]
    Indicator.objects.filter(plan=before).update(definition_label="Chuẩn 2016")
    office.enter("CT01", 79)
    assert warning_texts(office) == []


def test_a_right_zero_after_the_planting_season_has_no_warning(office):
    """So it is with CT03 of the real plan: the year's forest is planted by quarter II."""
    Indicator.objects.filter(code="CT01").update(profile=[40, 100, 100, 100])
    last_year(office, 2, "30")
    last_year(office, 3, "60")
    for amount in (0, 12):
        office.enter("CT01", amount)
        assert warning_texts(office) == []


def test_two_accidents_after_four_have_no_warning(office):
    """So it is with CT15 of the real plan: small numbers double by chance."""
    for ordinal, value in ((2, "10"), (3, "12")):
        last_year(office, ordinal, value)
    office.enter("CT01", 4)
    assert warning_texts(office) == []
    IndicatorPart.objects.filter(indicator__code="CT01").update(over_time=OverTime.LAST)
    office.enter("CT01", 2, ordinal=2)
    assert warning_texts(office) == []


def test_a_unit_that_has_just_grown_by_a_merger_is_not_compared_with_itself(office):
    old, new = office.communes[:2]
    office.enter("CT02", 900, 2400, unit=new, ordinal=2)
    office.enter("CT02", 100, 5000, unit=new)
    assert warning_texts(office, "CT02", unit=new) == [
        "Dân số trung bình: cao hơn 108,3 % so với Quý II (2.400 → 5.000 người)"
    ]
    UnitSuccession.objects.create(predecessor=old, successor=new, on=date(2022, 6, 15))
    assert warning_texts(office, "CT02", unit=new) == []


LONG_AGO = date(2015, 1, 1)


def test_a_merger_of_years_ago_leaves_last_years_quarter_as_it_was(office):
    old, new = office.communes[1], office.communes[0]
    UnitSuccession.objects.create(predecessor=old, successor=new, on=LONG_AGO)
    last_year(office, 2, "30")
    last_year(office, 3, "41")
    office.enter("CT01", 18)
    assert warning_texts(office) == ["Cao hơn 63,6 % so với Quý III/2021 (11 → 18 ha)"]


def test_a_unit_merged_before_the_plan_counts_where_its_last_year_is_known(office):
    old, new = office.communes[1], office.communes[0]
    for ordinal, value in ((2, "30"), (3, "41")):
        last_year(office, ordinal, value)
        row = BaselineRow(old.code, ordinal, Decimal(value), None, None, "", "Niên giám")
        baseline_set(indicator=office.indicators["CT01"], unit=old, row=row, actor=office.administrator)
    UnitSuccession.objects.create(predecessor=old, successor=new, on=date(2021, 12, 1))
    office.enter("CT01", 40)
    assert warning_texts(office) == ["Cao hơn 81,8 % so với Quý III/2021 (22 → 40 ha)"]


def test_a_unit_merged_years_ago_is_no_growth_between_two_quarters(office):
    UnitSuccession.objects.create(predecessor=office.communes[1], successor=office.communes[0], on=LONG_AGO)
    office.enter("CT02", 900, 2400, ordinal=2)
    office.enter("CT02", 100, 5000)
    assert warning_texts(office, "CT02") == ["Dân số trung bình: cao hơn 108,3 % so với Quý II (2.400 → 5.000 người)"]


class WalkedDict(dict[int, UnitMerger]):
    walks = 0

    def __iter__(self):
        self.walks += 1
        return super().__iter__()


def test_mergers_are_walked_once_whatever_the_number_of_figures(office):
    UnitSuccession.objects.create(predecessor=office.communes[1], successor=office.communes[0], on=LONG_AGO)
    for code, numbers in (("CT01", (18,)), ("CT02", (900, 2400))):
        office.enter(code, *numbers)
    page = entry_page(report_address(reload_user(office.reporters[0]), 2022, office.communes[0].code, 3))
    references = page.references
    references._joined = None
    references.plan_data.plan_mergers.by_unit = walked = WalkedDict(references.plan_data.mergers)
    for row in page.rows:
        if row.figure:
            figure_warnings(references, row.indicator, office.communes[0].pk, row.figure)
    assert walked.walks == 1
    assert references.merged_units(office.communes[0].pk) == [office.communes[1].pk]


def test_what_does_not_apply_has_no_warning(office):
    office.enter("CT01", not_applicable=True, note="Không có rừng", as_of=date(2022, 1, 1))
    assert warning_texts(office) == []


# What people read.


def warning_of(screen, code: str = "CT01") -> str:
    return " ".join(visible_text(element) for element in screen.row(code).xpath(".//*[@data-warning]"))


def test_the_answer_to_a_saved_cell_shows_the_warning_and_then_that_it_was_explained(office):
    reporter = entry_session(office)
    answer = reporter.leave_cell("CT01", {"CT01-numerator": "-5"})
    warnings = answer.tree.xpath("//*[@data-warning]")
    assert [visible_text(warning) for warning in warnings] == [
        "−5 ha thấp hơn mức nhỏ nhất của chỉ tiêu (0 ha); hãy kiểm tra, nếu đúng thì ghi chú lý do."
    ]
    assert warning_of(reporter.open()) == visible_text(warnings[0])
    reporter.leave_cell("CT01", {"CT01-note": "Trừ diện tích bị cháy"})
    assert warning_of(reporter.open()).endswith("– đã ghi chú.")


def test_warnings_keep_nobody_from_sending_and_are_counted_afterwards(office):
    office.enter("CT01", -5)
    office.enter("CT02", -9, 2400, note="Trừ phần đã báo cáo")
    screen = entry_session(office).submit()
    assert screen.status == 302
    assert "2 cảnh báo, 1 chưa giải thích" in screen.text
    assert warning_of(screen).endswith("– chưa giải thích.")
    assert warning_of(screen, "CT02").endswith("– đã ghi chú.")


def test_a_refused_row_keeps_to_its_error(office):
    office.enter("CT01", -5)
    answer = entry_session(office).leave_cell("CT01", {"CT01-numerator": "-5.5"})
    assert (answer.status, answer.tree.xpath("//*[@data-warning]")) == (422, [])
    assert Figure.objects.get(indicator__code="CT01").numerator == -5
