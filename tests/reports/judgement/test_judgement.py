"""The assessment of words by hand: who may, what is refused, and how long it stands."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from reports.models import ManualAssessment
from reports.permissions import check_can_judge, is_allowed
from targets.enums import PeriodState, Reason, Status
from targets.models import Indicator
from tests.factories import member
from tests.reports.builders import SampleOffice, moment
from tests.reports.judging import REASON, STATE, TEXT, WORDS, judge, make_words_office, text_of
from tests.reports.merging import assessment_of, overview_at
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import reopen
from tests.stored_rows import built_once
from units.enums import Role
from units.models import AuditEvent, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(make_words_office)


@pytest.fixture
def approved(office: SampleOffice) -> SampleOffice:
    office.approve(office.department)
    return office


def test_words_wait_for_a_judgement_and_take_it(approved: SampleOffice) -> None:
    def result() -> tuple[Status, Reason | None]:
        assessment = assessment_of(overview_at(approved, 3), TEXT)
        return assessment.status, assessment.reason

    assert result() == (Status.NO_DATA, Reason.NOT_JUDGED)
    judge(approved)
    assert result() == (Status.MET, Reason.JUDGED)
    assert assessment_of(overview_at(approved, 3, approved.department), TEXT).reason == Reason.NOT_JUDGED
    assert assessment_of(overview_at(approved, 2), TEXT).reason == Reason.NOT_JUDGED
    event = AuditEvent.objects.get(action="JUDGEMENT")
    assert (event.before, event.after["status"], event.after["reason"]) == (None, "Đạt", REASON)
    judge(approved)
    assert AuditEvent.objects.filter(action="JUDGEMENT").count() == 1
    judge(approved, status=Status.EXCEEDED, seen_version=1)
    assert AuditEvent.objects.filter(action="JUDGEMENT").first().before["status"] == "Đạt"


@pytest.mark.parametrize(
    ("changes", "refusal", "sentence"),
    [
        ({"status": Status.NO_DATA}, InvalidInput, "Hãy chọn một mức đánh giá."),
        ({"status": "MET "}, InvalidInput, "Hãy chọn một mức đánh giá."),
        ({"reason": " "}, InvalidInput, "Đánh giá tay phải ghi lý do."),
        ({"words": ""}, InvalidInput, "Chưa có nội dung báo cáo để đánh giá."),
    ],
)
def test_a_judgement_needs_a_status_and_a_reason(
    approved: SampleOffice, changes: dict[str, Any], refusal: type[InvalidInput], sentence: str
) -> None:
    with pytest.raises(refusal) as raised:
        judge(approved, **changes)
    assert sentence in raised.value.errors.values()


def test_nothing_that_is_computed_is_judged(approved: SampleOffice) -> None:
    with pytest.raises(Refusal, match="được đánh giá theo số liệu"):
        judge(approved, indicator=approved.indicators[STATE])
    with pytest.raises(ValidationError):
        ManualAssessment(indicator=approved.indicators[STATE]).clean()
    with pytest.raises(StateRefusal, match="chưa mở"):
        judge(approved, period=approved.period(4))
    judge(approved)
    with pytest.raises(Conflict, match="vừa đánh giá “Đạt”"):
        judge(approved, status=Status.MISSED)


@pytest.mark.parametrize(
    ("who", "scope", "may"),
    [
        ("reviewer", "district", True),
        ("reviewer", "department", True),
        ("leader", "district", False),
        ("administrator", "district", False),
        ("clerk", "department", False),
    ],
)
def test_reviewers_judge_what_lies_below_and_the_owner_its_own(
    approved: SampleOffice, who: str, scope: str, may: bool
) -> None:
    indicator = Indicator.objects.select_related("plan").get(pk=approved.indicators[TEXT].pk)
    user = User.objects.get(pk=getattr(approved, who).pk)
    assert is_allowed(check_can_judge, user, indicator, getattr(approved, scope)) is may


def test_a_reviewer_of_another_unit_does_not_judge_its_own_scope(approved: SampleOffice) -> None:
    other = member(approved.department, Role.REVIEWER)
    with pytest.raises(Refusal):
        judge(approved, unit=approved.department, actor=other)


def test_the_form_judges_and_marks_what_has_changed_since(approved: SampleOffice) -> None:
    client, path = signed_in(approved.reviewer), f"/chi-tieu/{TEXT}/danh-gia/?ky=3"
    tree = page(client, path)
    assert WORDS in visible_text(tree.xpath("//blockquote")[0])
    fields = dict(tree.xpath("//form[@class='panel']")[0].form_values())
    refused = client.post(path, fields)
    assert refused.status_code == 422
    assert "Hãy chọn một mức đánh giá." in refused.content.decode()
    answer = client.post(path, fields | {"judgement": "MET", "reason": REASON})
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, f"/chi-tieu/{TEXT}/")
    stale = client.post(path, fields | {"judgement": "MISSED", "reason": "Khác."})
    assert stale.status_code == 409
    report = approved.report(approved.department)
    assert report
    reopened = reopen(approved, report)
    approved.enter(TEXT, unit=approved.department, text_value="Nhập siêu trở lại")
    assert "Nội dung đã thay đổi sau khi đánh giá" not in text_of(approved, f"/chi-tieu/{TEXT}/?ky=3")
    approved.approve(reopened.unit)
    for address in (f"/chi-tieu/{TEXT}/?ky=3", "/xuat/ban-in/?ky=3"):
        assert "Nội dung đã thay đổi sau khi đánh giá" in text_of(approved, address)
    assert "Nội dung đã thay đổi sau khi đánh giá" in text_of(approved, path, approved.reviewer)


def test_the_whole_year_takes_the_last_judgement_until_it_is_closed(approved: SampleOffice) -> None:
    for ordinal in (4, 5):
        approved.set_period(ordinal, PeriodState.OPEN)
    judge(approved, period=approved.period(4), status=Status.ON_TRACK)
    assessment = assessment_of(overview_at(approved, 5), TEXT)
    assert (assessment.status, assessment.provisional) == (Status.ON_TRACK, True)
    judge(approved, period=approved.period(5), status=Status.MISSED)
    assert assessment_of(overview_at(approved, 5), TEXT).status == Status.MISSED
    ManualAssessment.objects.filter(period=approved.period(5)).delete()
    approved.set_period(5, PeriodState.LOCKED)
    assert assessment_of(overview_at(approved, 5), TEXT).reason == Reason.NOT_JUDGED
