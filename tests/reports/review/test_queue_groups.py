"""Tests of the part of the queue that a page holds, and of what may be approved together with others. No database."""

import pytest
from django.http import Http404

from reports.enums import ReportState
from reports.models import Figure, Report
from reports.review.bulk_approval import approval_choices
from reports.review.queue import ReviewQueue
from reports.review.queue_groups import SHORT, QueueGroup, QueueSelection
from reports.review.queue_items import GROUPS, QueueItem
from reports.selectors.report_check import ReportCheck
from reports.selectors.report_contents.indicator_answer import IndicatorAnswer
from reports.warning_rules.figure_warning import FigureWarning, WarningGrade, WarningKind
from targets.models import Indicator
from units.models import Unit

MANY = list(range(1, 251))
VERSION = 4


def answer(*grades: WarningGrade, value: int | None = 5, note: str = "") -> IndicatorAnswer:
    """Builds an answer with warnings of these grades; without a value it is missing."""
    indicator = Indicator(name="Rừng trồng mới", measure="AMOUNT")
    figure = Figure(indicator=indicator, numerator=value, note=note)
    warnings = tuple(FigureWarning(WarningKind.CHANGE, "numerator", "Khác thường", grade) for grade in grades)
    return IndicatorAnswer(indicator, figure, is_due=True, warnings=warnings)


def item(
    code: str, *answers: IndicatorAnswer, state: ReportState | None = ReportState.SUBMITTED, **values
) -> QueueItem:
    report = Report(state=state, version=VERSION) if state else None
    return QueueItem(Unit(code=code, name=f"Xã {code}"), report, 0, code, check=ReportCheck(answers), **values)


def queue_of(*items: QueueItem) -> ReviewQueue:
    page = QueueSelection().page("WAITING", [], 0)
    groups = [QueueGroup(code, label, page) for code, label in GROUPS.items()]
    for group in groups:
        group.items = [one for one in items if one.group == group.code]
    return ReviewQueue(None, None, groups, [])


@pytest.mark.parametrize(
    ("selection", "total", "on_page"),
    [
        (QueueSelection(), 100, MANY),  # everything fits: nothing is cut
        (QueueSelection(), 1000, MANY[:SHORT]),
        (QueueSelection(codes=frozenset({"02010"})), 1000, MANY),  # chosen by name: all of them
        (QueueSelection("WAITING"), 1000, MANY[:100]),
        (QueueSelection("WAITING", "3"), 1000, MANY[200:]),
        (QueueSelection("WAITING", "99"), 1000, MANY[200:]),  # a page that is not there is the last
        (QueueSelection("WAITING", "x"), 1000, MANY[:100]),
        (QueueSelection("LATE", "1"), 1000, []),
    ],
)
def test_a_page_holds_part_of_a_group_and_counts_all(selection: QueueSelection, total: int, on_page: list[int]) -> None:
    page = selection.page("WAITING", MANY, total)
    assert list(page) == on_page
    assert page.paginator.count == len(MANY)


def test_a_group_without_units_has_an_empty_page() -> None:
    assert list(QueueSelection().page("LATE", [], 0)) == []


@pytest.mark.parametrize(
    ("state", "days_late", "group"),
    [
        (None, 0, "NOT_SENT"),
        (None, 3, "LATE"),
        (ReportState.SUBMITTED, 3, "WAITING"),
        (ReportState.RETURNED, 3, "RETURNED"),
        (ReportState.REOPENED, 3, "REOPENED"),
        (ReportState.APPROVED, 3, "APPROVED"),
    ],
)
def test_the_group_follows_the_report_and_only_without_one_the_day(
    state: ReportState | None, days_late: int, group: str
) -> None:
    report = Report(state=state) if state else None
    assert QueueItem(Unit(), report, days_late).group == group


CLEAN, UNEXPLAINED = answer(), answer(WarningGrade.EXPLAIN)
CONFIRMED = answer(WarningGrade.CONFIRM, note="Đúng")


@pytest.mark.parametrize(
    ("one", "objection"),
    [
        (item("a", CLEAN), ""),
        (item("a", answer(WarningGrade.EXPLAIN, note="Mưa lũ")), ""),
        (item("a", state=None), "Đơn vị chưa gửi báo cáo."),
        (item("a", CLEAN, state=ReportState.RETURNED), "Báo cáo đang ở trạng thái “Bị trả lại”."),
        (item("a", CLEAN, is_own=True), "Anh/chị đã nhập hoặc gửi báo cáo này nên không thể tự thẩm định."),
        (item("a", CLEAN, answer(value=None)), "Báo cáo thiếu 1 chỉ tiêu; hãy mở ra xem rồi duyệt riêng."),
        (item("a", UNEXPLAINED), "Báo cáo có 1 cảnh báo chưa giải thích; hãy mở ra xem rồi duyệt riêng."),
        (
            item("a", answer(value=None), UNEXPLAINED, answer(WarningGrade.CONFIRM, WarningGrade.CONFIRM)),
            "Báo cáo thiếu 1 chỉ tiêu, có 3 cảnh báo chưa giải thích, có 2 số rất khác thường; "
            "hãy mở ra xem rồi duyệt riêng.",
        ),
    ],
)
def test_each_open_question_is_named(one: QueueItem, objection: str) -> None:
    [choice] = approval_choices(queue_of(one), [("a", VERSION)])
    assert choice.objection == objection
    assert one.approvable == (not objection)


def test_another_version_than_the_one_on_the_screen_needs_a_look() -> None:
    [choice] = approval_choices(queue_of(item("a", CLEAN)), [("a", VERSION - 1)])
    assert "đã thay đổi" in choice.objection


def test_without_a_choice_all_that_leave_nothing_to_ask_are_proposed() -> None:
    queue = queue_of(item("a", CLEAN), item("b", UNEXPLAINED), item("c", CLEAN), item("d", state=None))
    assert [choice.item.address for choice in approval_choices(queue, None)] == ["a", "c"]
    assert approval_choices(queue, []) == []


def test_choices_come_in_the_order_of_the_queue_and_a_strange_unit_is_not_found() -> None:
    queue = queue_of(item("a", CLEAN), item("b", CLEAN))
    choices = approval_choices(queue, [("b", VERSION), ("a", VERSION)])
    assert [choice.item.address for choice in choices] == ["a", "b"]
    with pytest.raises(Http404):
        approval_choices(queue, [("a", VERSION), ("x", VERSION)])


def test_the_longest_waiting_report_is_the_first_that_the_person_may_decide() -> None:
    assert queue_of(item("a", is_own=True), item("b"), item("c")).longest_waiting.address == "b"
    assert queue_of(item("a", is_own=True), item("d", state=None)).longest_waiting is None
