"""The largest and the smallest numbers that can be stored: no page and no file breaks on them."""

from collections.abc import Callable, Iterator
from decimal import Decimal, getcontext
from threading import Thread

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chodon_thidua import PRECISION
from chodon_thidua.lib import clock
from chodon_thidua.lib.fields import LARGEST
from reports.dashboard.charts.bullet import bullet_chart
from reports.dashboard.charts.spark import spark_chart
from reports.dashboard.detail.trend import _chart_values
from reports.progress.assessment_text import result_cells
from reports.progress.texts.remarks import remark_sentences
from reports.progress.texts.rules import movement_sentence, rule_sentence
from targets.calculation.goals import IndicatorGoal
from targets.calculation.measured_assessment import assess
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.types import FigureReading, IndicatorRules
from targets.enums import BaselineKind, Comparator, Measure, OverTime, TargetBasis
from targets.models import Baseline, Target
from targets.rhythm import Rhythm
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.freezing import freeze, snapshot_path
from tests.reports.pages import signed_in
from tests.stored_rows import built_once
from tests.targets.calculation_builders import every_period, locked_moment, open_moment

HUGE, TINY = Decimal(99_999_999_999_999), Decimal("0.000001")
EXTREMES = [HUGE, -HUGE, LARGEST, TINY, -TINY, Decimal(1), Decimal(0)]


numbers = st.sampled_from(EXTREMES) | st.decimals(-HUGE, HUGE, places=6)


@pytest.mark.parametrize("run", [lambda look: look(), lambda look: _in_a_thread(look)])
def test_the_arithmetic_is_the_same_in_every_thread(run: Callable[[Callable[[], None]], None]) -> None:
    precisions: list[int] = []
    run(lambda: precisions.append(getcontext().prec))
    assert precisions == [PRECISION]


def _in_a_thread(look: Callable[[], None]) -> None:
    thread = Thread(target=look)
    thread.start()
    thread.join()


@st.composite
def extreme_specs(draw: st.DrawFn) -> IndicatorRules:
    measure, basis = draw(st.sampled_from([Measure.AMOUNT, Measure.RATIO])), draw(st.sampled_from(TargetBasis))
    return IndicatorRules(
        code="X",
        measure=measure,
        unit_of_measure=draw(st.sampled_from(["%", "ha"])),
        decimals=draw(st.integers(0, 6)),
        scale=draw(st.sampled_from([Decimal("0.001"), Decimal(1), Decimal("999999999.999")])),
        basis=basis,
        baseline_kind=None if basis == TargetBasis.LEVEL else draw(st.sampled_from(BaselineKind)),
        numerator=draw(st.sampled_from(OverTime)),
        denominator=draw(st.sampled_from(OverTime)) if measure == Measure.RATIO else None,
    )


RATIO = IndicatorRules("X", Measure.RATIO, decimals=6, scale=Decimal("999999999.999"), denominator=OverTime.LAST)


@given(extreme_specs(), st.lists(numbers, min_size=8, max_size=8), numbers, numbers, st.sampled_from(Comparator))
@example(RATIO, [HUGE, TINY] * 4, HUGE, TINY, Comparator.AT_LEAST)
@example(RATIO, [HUGE, TINY, HUGE, TINY, TINY, HUGE, TINY, HUGE], TINY, HUGE, Comparator.AT_MOST)
@example(RATIO, [TINY, HUGE, TINY, HUGE, HUGE, TINY, HUGE, TINY], TINY, HUGE, Comparator.AT_LEAST)
def test_every_number_that_can_be_stored_is_assessed_and_shown(spec, parts, target, milestone, comparator):
    first, second, third, fourth, *before = parts
    readings = [FigureReading(1, 1, first, second, estimate=first), FigureReading(2, 1, third, fourth, estimate=third)]
    priors = [PriorFigure(None, *before[n : n + 2]) if spec.denominator else PriorFigure(before[n]) for n in (0, 2)]
    history = PriorYearFigures(by_unit={unit: {1: prior, 5: prior} for unit, prior in enumerate(priors, 1)})
    goal = IndicatorGoal(comparator, target, {2: milestone})
    for when in (open_moment(1), locked_moment(1), open_moment(2), locked_moment(5)):
        assessment = assess(spec, readings, every_period([1, 2]), when, goal=goal, history=history)
        cells = result_cells(assessment)
        assert (cells.actual.text == "") == (assessment.value is None)
        assert "E" not in cells.actual.text + cells.actual.data
        names = Rhythm.QUARTERS.usual_names
        (
            movement_sentence(assessment, "2021"),
            rule_sentence(assessment),
            remark_sentences(assessment, {}, names, pending=False),
        )
        bullet_chart(assessment.achievement, assessment.expected, goal.value)
        chart = [assessment.value, assessment.same_period, assessment.projection]
        spark_chart(["I", "II", "III"], chart, ["", "", ""], reference=chart, target=goal.value)
        _chart_values(chart)


CASES = [
    ((HUGE, 1), (1, HUGE)),
    ((TINY, HUGE), (HUGE, TINY)),
    ((LARGEST, TINY), (TINY, HUGE)),
]


@pytest.fixture(params=CASES, ids=str)
def office(request: pytest.FixtureRequest, db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(make_office_of_extremes, *request.param)


def make_office_of_extremes(now: tuple[Decimal, Decimal], before: tuple[Decimal, Decimal]) -> SampleOffice:
    """This year's numbers against last year's, of every unit and of the district."""
    numerator, denominator = now
    office = make_office(indicators=("AMOUNT", "RATIO", "ALL_OF", "AVERAGE"))
    for commune in office.communes:
        for ordinal in (1, 3):
            office.enter("CT01", numerator, unit=commune, ordinal=ordinal, full_year_estimate=HUGE, note="Đúng.")
            office.enter("CT02", numerator, denominator, unit=commune, ordinal=ordinal, note="Đúng.")
            office.enter("CT04", numerator, unit=commune, ordinal=ordinal, note="Đúng.")
            office.approve(commune, ordinal)
        office.enter("CT01", numerator, unit=commune, ordinal=2, note="Đúng.")
        if commune != office.communes[1]:
            office.confirm(commune, 2)
            office.submit(commune, 2)
    for code in ("CT03a", "CT03b"):
        office.enter(code, numerator, unit=office.department, ordinal=1, note="Đúng.")
    office.approve(office.department, 1)
    for ordinal in (1, 2, 3, 4, 5):
        Baseline.objects.bulk_create(
            Baseline(indicator=office.indicators[code], unit=unit, ordinal=ordinal, **numbers)
            for unit in office.communes
            for code, numbers in (
                ("CT01", {"value": before[0]}),
                ("CT02", {"numerator": before[0], "denominator": before[1]}),
                ("CT04", {"value": before[1]}),
            )
        )
    Target.objects.filter(indicator__code__in=("CT01", "CT02"), unit=office.district).update(value=before[0])
    return office


PAGES = [
    *("/tong-quan/", "/chi-tieu/", "/don-vi/", "/don-vi/02010/", "/ma-tran/", "/so-sanh/", "/trinh-chieu/", "/xuat/"),
    *(f"/tong-quan/{code}/" for code in ("CT01", "CT02", "CT03", "CT04")),
    *(f"/chi-tieu/{code}/" for code in ("CT01", "CT02", "CT03", "CT03a", "CT04")),
    *("/xuat/ban-in/", "/xuat/tong-hop.xlsx", "/xuat/tung-don-vi.zip", "/xuat/bieu-01.csv", "/xuat/so-lieu.csv"),
]
COORDINATION = ["/ke-hoach/2022/chi-tieu/", "/ke-hoach/2022/nam-truoc/", "/ke-hoach/2022/chua-nop/"] + [
    f"/ke-hoach/2022/{kind}/{code}/" for kind in ("chi-tieu", "nam-truoc") for code in ("CT01", "CT02", "CT04")
]


def test_no_page_and_no_file_breaks(office: SampleOffice) -> None:
    leader, administrator = signed_in(office.leader), signed_in(office.administrator)
    reviewer, reporter = signed_in(office.reviewer), signed_in(office.reporters[1])
    filters = [(leader, f"{address}?{query}") for address in PAGES for query in ("ky=3", "ky=1&so-lieu=cho-duyet")]
    filters += [(administrator, address) for address in COORDINATION]
    filters += [(reporter, f"/bao-cao/2022/02011/{ordinal}/") for ordinal in (1, 2, 3)]
    filters += [(reporter, "/nhap-excel/2022/02011/2/mau.xlsx"), (reviewer, "/tham-dinh/")]
    filters += [(reviewer, f"/tham-dinh/2022/02010/{ordinal}/") for ordinal in (1, 2, 3)]
    for client, address in filters:
        response = client.get(address)
        assert (response.status_code, bool(response.getvalue())) == (200, True), address


def test_nor_do_frozen_numbers(office: SampleOffice, uploads: object) -> None:
    snapshot = freeze(office)
    administrator = signed_in(office.administrator)
    assert administrator.get(snapshot_path(snapshot)).status_code == 200
    assert administrator.get(f"{snapshot_path(snapshot)}tep.xlsx").status_code == 200


def test_a_number_from_before_there_was_a_limit_can_be_read(office: SampleOffice) -> None:
    """SQLite gives back one digit more than was stored."""
    Target.objects.filter(unit=office.district).update(value=Decimal("99999999999999.999999"))
    assert Target.objects.filter(unit=office.district, value__isnull=False).first()
    assert signed_in(office.leader).get("/tong-quan/").status_code == 200
