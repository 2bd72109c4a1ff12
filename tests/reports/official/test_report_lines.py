"""A line of a unit's official report and the words around the table, without a database."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from reports.enums import ReportState
from reports.models import Figure, Recognition, Report, SignedCopy
from reports.official.report_paper import ReportPaper
from reports.official.report_table import ReportPaperLine, report_table
from reports.official.signed_copies import SignedCopyPage
from reports.progress.assessment_text import result_cells
from reports.progress.figure_inputs import FigureInput
from reports.selectors.report_contents.report_address import ReportAddress
from targets.enums import OverTime, PartRole
from targets.models import Indicator, Period, Plan
from targets.selectors import PlanView
from tests.targets.calculation_builders import amount, assess_readings, goal, open_moment, ratio, reading
from units.enums import UnitKind
from units.models import Unit

PERIODS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV", 5: "Cả năm"}
FOREST = Indicator(code="CT03", name="Trồng rừng mới", measure="AMOUNT", unit_of_measure="ha")
COVER = Indicator(code="CT04", name="Tỷ lệ che phủ rừng", measure="RATIO", unit_of_measure="%")
UNIT = 1


def number_input(label: str, unit: str, value: str | None) -> FigureInput:
    number = None if value is None else Decimal(value)
    return FigureInput(PartRole.NUMERATOR, label, unit, "", number, "", None)


def line(
    figure: Figure | None,
    indicator: Indicator = FOREST,
    *,
    at: int = 3,
    inputs: tuple[FigureInput, ...] = (),
    decisions: tuple[Recognition, ...] = (),
) -> ReportPaperLine:
    """The line of a figure; what it says to date was last reported in the period `at`."""
    is_rate = indicator.has_denominator
    number = figure.numerator if figure else None
    value: Any = (number, 1000) if is_rate else number
    rules = ratio() if is_rate else amount(OverTime.LAST if at != 3 else OverTime.SUM, decimals=2)
    readings = [reading(UNIT, at, value)] if number is not None else []
    assessment = assess_readings(rules, readings, open_moment(3), goal(">=", 27), [UNIT])
    return ReportPaperLine(1, indicator, figure, inputs, assessment, result_cells(assessment), decisions, PERIODS)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(numerator=Decimal("12.50")), "12,5"),
        (Figure(numerator=Decimal(0)), "0"),
        (Figure(not_applicable=True, note="Xã không có rừng"), "Không áp dụng"),
        (Figure(note="Chờ kiểm kê"), "Chưa có số liệu"),
        (None, "Chưa có số liệu"),
        (Figure(numerator=Decimal("99999999999999.9")), "99.999.999.999.999,9"),
    ],
)
def test_the_number_of_the_period_or_the_words_in_its_place(figure: Figure | None, text: str) -> None:
    in_period = line(figure).in_period
    assert (in_period if isinstance(in_period, str) else in_period.text) == text


@pytest.mark.parametrize(("at", "text"), [(3, "12,5"), (2, "12,5 (số Quý II)")])
def test_an_older_value_names_its_period(at: int, text: str) -> None:
    actual = line(Figure(numerator=Decimal("12.5")), at=at).actual
    assert actual.text == text
    assert (actual.data == "") is (at != 3)  # with words it is no number of its column


@pytest.mark.parametrize(
    ("parent", "name"),
    [(None, "Trồng rừng mới"), (Indicator(name="Quốc phòng"), "Quốc phòng: Trồng rừng mới")],
)
def test_a_child_is_named_with_its_composite(parent: Indicator | None, name: str) -> None:
    child = Indicator(code="CT03", name="Trồng rừng mới", measure="AMOUNT", parent=parent)
    assert line(None, child).name == name


DECISION = Recognition(
    subject_text="Trường Tiểu học A", decision_number="12/QĐ-UBND", decided_on=date(2022, 9, 5), assessed_year=2022
)
OF_UNIT = Recognition(
    subject_unit=Unit(pk=5, name="Xã Ngọc Phái"),
    decision_number="7/QĐ",
    decided_on=date(2022, 2, 28),
    assessed_year=2022,
)


@pytest.mark.parametrize(
    ("figure", "options", "notes"),
    [
        (None, {}, ""),
        (Figure(), {}, ""),
        (Figure(note="Mưa lũ"), {}, "Mưa lũ."),
        (Figure(note="Mưa lũ."), {}, "Mưa lũ."),
        (Figure(source="Hạt Kiểm lâm"), {}, "Nguồn: Hạt Kiểm lâm."),
        (Figure(note="Mưa lũ.", source="Hạt Kiểm lâm."), {}, "Mưa lũ. Nguồn: Hạt Kiểm lâm."),
        (
            Figure(),
            {"decisions": (DECISION, OF_UNIT)},
            "Trường Tiểu học A (12/QĐ-UBND ngày 05/09/2022); Xã Ngọc Phái (7/QĐ ngày 28/02/2022).",
        ),
        (
            Figure(note="Đo lại"),
            {
                "indicator": COVER,
                "inputs": (number_input("Có rừng", "ha", "805"), number_input("Tự nhiên", "ha", "1000")),
            },
            "Có rừng: 805 ha; Tự nhiên: 1.000 ha. Đo lại.",
        ),
        (
            Figure(),
            {"indicator": COVER, "inputs": (number_input("Có rừng", "ha", "0"), number_input("Tự nhiên", "ha", None))},
            "Có rừng: 0 ha.",
        ),
        (Figure(), {"indicator": COVER, "inputs": (number_input("Có rừng", "ha", None),)}, ""),
        (Figure(), {"inputs": (number_input("Trồng mới", "ha", "12"),)}, ""),  # an amount is the number itself
    ],
)
def test_notes_hold_the_parts_the_decisions_and_what_the_unit_wrote(
    figure: Figure | None, options: dict[str, Any], notes: str
) -> None:
    assert line(figure, **options).notes == notes


def test_the_columns_name_the_years_and_the_period_of_the_plan() -> None:
    plan_data: Any = SimpleNamespace(years="2022–2023", last_years="2021–2022")
    table = report_table(plan_data, Period(name="9 tháng"), [line(Figure(numerator=Decimal(5)))])
    assert [column.heading for column in table.columns] == [
        "TT",
        "Chỉ tiêu",
        "ĐVT",
        "Kế hoạch 2022–2023",
        "Thực hiện 9 tháng",
        "Lũy kế",
        "So KH (%)",
        "Cùng kỳ 2021–2022",
        "Ghi chú",
    ]
    assert [entry.text for row in table.rows for entry in row.entries][:6] == [
        "1",
        "Trồng rừng mới",
        "ha",
        "≥ 27",
        "5",
        "5",
    ]


# The words around the table


def paper(kind: UnitKind = UnitKind.COMMUNE, **report: Any) -> ReportPaper:
    owner = Unit(pk=1, name="Huyện Chợ Đồn", short_name="Chợ Đồn", kind=UnitKind.DISTRICT)
    plan = Plan(pk=3, document_number="15/KH-UBND", issued_on=date(2022, 1, 26), year=2022, owner=owner)
    period = Period(plan=plan, ordinal=3, name="Quý III", starts_on=date(2022, 6, 15), ends_on=date(2022, 9, 14))
    name = "Xã Ngọc Phái" if kind == UnitKind.COMMUNE else "Phòng NN&PTNT"
    unit = Unit(pk=2, name=name, short_name=name.removeprefix("Xã "), kind=kind)
    sent = {"submitted_at": datetime(2022, 9, 15, 1, 30, tzinfo=UTC), "revision": 1, "remarks": ""}
    own = Report(**sent | report)
    address = ReportAddress(PlanView(plan, [period]), period, unit, own)
    return ReportPaper(address, own, SimpleNamespace(years="2022", last_years="2021"), ())


def test_a_commune_signs_for_its_committee_and_an_office_by_its_head() -> None:
    commune, office = paper(), paper(UnitKind.DEPARTMENT)
    assert commune.issuer == ("ỦY BAN NHÂN DÂN", "XÃ NGỌC PHÁI")
    assert office.issuer == ("PHÒNG NN&PTNT",)
    assert (commune.number, office.number) == ("Số: ……/BC-UBND", "Số: ……/BC-……")
    assert commune.signatory == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert office.signatory == ("", "THỦ TRƯỞNG ĐƠN VỊ")


def test_an_office_signs_where_the_plans_owner_is() -> None:
    assert paper().place_and_day == "Ngọc Phái, ngày …… tháng …… năm 2022"
    assert paper(UnitKind.DEPARTMENT).place_and_day == "Chợ Đồn, ngày …… tháng …… năm 2022"


@pytest.mark.parametrize(
    ("sent_at", "year"),
    [
        (datetime(2022, 12, 31, 16, 59, tzinfo=UTC), 2022),
        (datetime(2022, 12, 31, 17, 0, tzinfo=UTC), 2023),  # already New Year in Vietnam
    ],
)
def test_the_year_of_the_paper_is_that_of_its_sending_in_vietnam(sent_at: datetime, year: int) -> None:
    assert paper(submitted_at=sent_at).place_and_day.endswith(f"năm {year}")


@pytest.mark.parametrize(
    ("revision", "line"),
    [
        (1, "In từ phần mềm; số liệu của lần gửi lúc 08:30 ngày 15/09/2022."),
        (3, "In từ phần mềm; số liệu của lần gửi lúc 08:30 ngày 15/09/2022, đính chính lần 2."),
    ],
)
def test_a_paper_says_of_which_sending_it_is(revision: int, line: str) -> None:
    assert paper(revision=revision).sent_line == line


def test_it_says_which_plan_it_is_about_and_to_whom_it_goes() -> None:
    own = paper()
    assert own.subject == "Kết quả thực hiện chỉ tiêu thi đua Quý III năm 2022"
    assert own.opening == (
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 26/01/2022 của Ủy ban nhân dân huyện Chợ Đồn, Ủy ban nhân dân xã Ngọc "
        "Phái báo cáo kết quả thực hiện các chỉ tiêu được giao, số liệu đến ngày 14/09/2022, như sau:"
    )
    assert own.recipients == ("Ủy ban nhân dân huyện Chợ Đồn;", "Lưu: VT.")


@pytest.mark.parametrize(
    ("remarks", "paragraphs"),
    [
        ("", ["Không có."]),
        (" \n\n ", ["Không có."]),
        ("Thiếu vốn.", ["Thiếu vốn."]),
        ("Thiếu vốn.\n\nĐề nghị tỉnh cấp.\n", ["Thiếu vốn.", "Đề nghị tỉnh cấp."]),
        ("<b>Thiếu</b> vốn", ["<b>Thiếu</b> vốn"]),
    ],
)
def test_remarks_are_paragraphs_and_never_nothing(remarks: str, paragraphs: list[str]) -> None:
    assert paper(remarks=remarks).remarks == paragraphs


# The page of signed copies


def signed_page(*copies: SignedCopy, report: Report | None = None) -> SignedCopyPage:
    address = ReportAddress(None, None, None, report)  # the page reads the report alone
    return SignedCopyPage(address, list(copies), may_sign=True)


def copy(pk: int, report: int, hour: int = 9, *, removed: bool = False) -> SignedCopy:
    at = datetime(2022, 9, 16, hour, tzinfo=UTC)
    return SignedCopy(pk=pk, report_id=report, at=at, removed_at=at if removed else None)


SENT = Report(pk=2, state=ReportState.SUBMITTED, submitted_at=datetime(2022, 9, 16, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("copies", "current", "earlier"),
    [
        ([], None, []),
        ([copy(1, 2)], 1, []),
        ([copy(1, 1)], None, [1]),  # of the revision before
        ([copy(1, 2, removed=True)], None, [1]),
        ([copy(3, 2), copy(2, 2, removed=True), copy(1, 1)], 3, [2, 1]),
    ],
)
def test_the_current_copy_is_that_of_the_newest_revision(
    copies: list[SignedCopy], current: int | None, earlier: list[int]
) -> None:
    page = signed_page(*copies, report=SENT)
    assert (page.current and page.current.pk) == current
    assert [own.pk for own in page.earlier] == earlier


@pytest.mark.parametrize(("hour", "outdated"), [(7, True), (8, False), (9, False)])
def test_a_copy_from_before_the_last_sending_is_outdated(hour: int, outdated: bool) -> None:
    assert signed_page(copy(1, 2, hour), report=SENT).is_outdated is outdated


@pytest.mark.parametrize("state", ReportState)
def test_a_report_is_sent_in_two_of_its_states(state: ReportState) -> None:
    is_sent = signed_page(report=Report(state=state)).is_sent
    assert is_sent is (state in {ReportState.SUBMITTED, ReportState.APPROVED})


def test_without_a_report_there_is_neither_a_copy_nor_a_sending() -> None:
    page = signed_page(copy(1, 2))
    assert (page.is_sent, page.current, page.is_outdated, page.status) == (False, None, False, 200)
    assert page.copy(1) is page.copies[0]
    assert page.copy(9) is None
