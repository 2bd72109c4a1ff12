"""The sentences of a paper about its numbers, without a database: extent, data, counts, who has sent, remarks."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from reports.meeting.official_header import MeetingOccasion
from reports.meeting.texts import MOST_REMARKS, SUBMISSIONS, DocumentTexts
from reports.progress.attention import AttentionSummary
from reports.progress.submissions.unsent import BranchSubmissions, UnsentReport
from reports.submission_counts import SubmissionCounts
from targets.enums import PeriodState, Status
from targets.models import Field, Period, Plan
from units.enums import UnitKind
from units.models import Unit

DISTRICT = Unit(pk=1, name="Huyện Chợ Đồn", short_name="Chợ Đồn", kind=UnitKind.DISTRICT)
OFFICE = Unit(pk=2, name="Phòng NN&PTNT", short_name="Phòng NN&PTNT", kind=UnitKind.DEPARTMENT)
PLAN = Plan(document_number="15/KH-UBND", issued_on=date(2022, 1, 26), year=2022, owner=DISTRICT)
ECONOMY, SOCIETY = Field(pk=1, name="Kinh tế"), Field(pk=2, name="Xã hội")
AT = datetime(2022, 12, 31, 17, 30, tzinfo=UTC)  # already 2023 in Vietnam


def summary(**fields: Any) -> AttentionSummary:
    nothing: Any = dict.fromkeys(("concerns", "silent", "late_senders", "returned", "remarks", "below"), ())
    return AttentionSummary(**nothing | {"submissions": SubmissionCounts()} | fields)


def row(status: Status, field: Field = ECONOMY, *, is_child: bool = False) -> Any:
    return SimpleNamespace(status=status, is_child=is_child, indicator=SimpleNamespace(field=field))


def texts(
    attention: AttentionSummary | None = None,
    *,
    rows: Any = (),
    field: Field | None = None,
    unit: Unit = DISTRICT,
    state: PeriodState = PeriodState.OPEN,
    pending: bool = False,
    occasion: MeetingOccasion | None = None,
) -> DocumentTexts:
    period = Period(
        plan=PLAN, ordinal=3, name="Quý III", starts_on=date(2022, 6, 15), ends_on=date(2022, 9, 14), state=state
    )
    overview: Any = SimpleNamespace(plan=PLAN, scope=unit, period=period, pending=pending, rows=list(rows))
    return DocumentTexts(overview, attention or summary(), field, AT, occasion)


def test_a_title_names_the_subject_and_the_period_in_capitals() -> None:
    assert texts().title() == "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU THI ĐUA QUÝ III NĂM 2022"
    assert texts().title(SUBMISSIONS) == "TIẾN ĐỘ NỘP BÁO CÁO QUÝ III NĂM 2022"


@pytest.mark.parametrize(
    ("field", "extent"),
    [
        (None, "Đơn vị: Huyện Chợ Đồn – Kế hoạch số 15/KH-UBND ngày 26/01/2022 – Số liệu đến ngày 14/09/2022"),
        (
            ECONOMY,
            "Đơn vị: Huyện Chợ Đồn – Kế hoạch số 15/KH-UBND ngày 26/01/2022 – Lĩnh vực: Kinh tế – "
            "Số liệu đến ngày 14/09/2022",
        ),
    ],
)
def test_a_paper_says_what_it_is_about(field: Field | None, extent: str) -> None:
    assert texts(field=field).extent == extent


@pytest.mark.parametrize(
    ("unit", "body", "place"),
    [
        (DISTRICT, "Ủy ban nhân dân huyện Chợ Đồn", "Chợ Đồn"),
        (OFFICE, "Phòng NN&PTNT", "Chợ Đồn"),  # an office signs where the plan's owner is
    ],
)
def test_its_place_year_and_body_are_those_of_the_signing(unit: Unit, body: str, place: str) -> None:
    own = texts(unit=unit)
    assert own.year == 2023
    assert own.place_and_day == f"{place}, ngày …… tháng …… năm 2023"
    assert own.report_reference == f"(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm 2023 của {body})"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Số liệu đã duyệt, đến ngày 14/09/2022 (kỳ báo cáo đang mở)."),
        ({"state": PeriodState.LOCKED}, "Số liệu đã duyệt, đến ngày 14/09/2022 (kỳ báo cáo đã khóa)."),
        (
            {"pending": True, "field": SOCIETY},
            "Số liệu gồm cả báo cáo chờ duyệt, chưa chính thức, đến ngày 14/09/2022 (kỳ báo cáo đang mở). Chỉ gồm lĩnh "
            "vực Xã hội.",
        ),
    ],
)
def test_it_says_which_data_it_holds(options: dict[str, Any], sentence: str) -> None:
    assert texts(**options).data_sentence == sentence
    assert texts(**options).closing_line == f"{sentence} In lúc 00:30 ngày 01/01/2023."


@pytest.mark.parametrize(
    ("rows", "field", "sentence"),
    [
        ([], None, "Tổng số 00 chỉ tiêu."),
        ([row(Status.MET)], None, "Tổng số 01 chỉ tiêu: Đạt 01."),
        # In the order of statuses, without children: these count with their composite.
        (
            [row(Status.MISSED), row(Status.EXCEEDED), row(Status.MISSED), row(Status.MET, is_child=True)],
            None,
            "Tổng số 03 chỉ tiêu: Vượt 01; Không đạt 02.",
        ),
        ([row(Status.MET), row(Status.MISSED, SOCIETY)], SOCIETY, "Tổng số 01 chỉ tiêu: Không đạt 01."),
        ([row(Status.MET)] * 15, None, "Tổng số 15 chỉ tiêu: Đạt 15."),
    ],
)
def test_statuses_add_up_to_the_total(rows: list[Any], field: Field | None, sentence: str) -> None:
    own = texts(rows=rows, field=field)
    assert own.counts_sentence == sentence
    tops = [own_row for own_row in rows if not own_row.is_child and field in (None, own_row.indicator.field)]
    assert sum(own.status_counts.values()) == len(tops)


def silent(pk: int, name: str) -> UnsentReport:
    return UnsentReport(Unit(pk=pk, short_name=name), "NONE", "Chưa nhập", 0)


SENT = SubmissionCounts(obligations=3, senders=1, on_time=1)


@pytest.mark.parametrize(
    ("attention", "state", "sentence"),
    [
        (summary(), PeriodState.OPEN, "Kỳ này không yêu cầu đơn vị nào báo cáo."),
        (summary(submissions=SENT), PeriodState.UPCOMING, "Kỳ báo cáo chưa mở nên chưa đơn vị nào phải nộp."),
        (
            summary(submissions=SENT, silent=(silent(5, "Bản Thi"), silent(6, "Đại Sảo"))),
            PeriodState.OPEN,
            "Báo cáo kỳ này: 1/3 đơn vị đã nộp, 1 đúng hạn. Chưa nộp: Bản Thi, Đại Sảo.",
        ),
        (
            summary(submissions=SubmissionCounts(obligations=3, senders=3, on_time=3)),
            PeriodState.LOCKED,
            "Báo cáo kỳ này: 3/3 đơn vị đã nộp, 3 đúng hạn.",
        ),
        (
            summary(submissions=SENT, below=(BranchSubmissions(DISTRICT, SENT, 2, "064"),)),
            PeriodState.OPEN,
            "Báo cáo kỳ này: 1/3 đơn vị đã nộp, 1 đúng hạn. Chưa nộp: Chợ Đồn (2 đơn vị).",
        ),
    ],
)
def test_it_says_who_has_sent_and_names_who_has_not(attention: Any, state: PeriodState, sentence: str) -> None:
    assert texts(attention, state=state).submission_sentence == sentence


def test_the_last_lines_leave_out_reports_where_none_was_asked_for() -> None:
    assert len(list(texts().closing_sentences())) == 2
    lines = list(texts(summary(submissions=SENT)).closing_sentences())
    assert len(lines) == 3
    assert lines[-1] == "Ô để trống là chưa có số liệu; số 0 là số liệu bằng 0. In lúc 00:30 ngày 01/01/2023."


def test_only_frozen_numbers_name_their_meeting() -> None:
    assert texts().occasion_line == ""
    occasion = MeetingOccasion("Họp giao ban quý III", date(2022, 9, 20))
    assert texts(occasion=occasion).occasion_line == "Số liệu chốt cho: Họp giao ban quý III, ngày 20/09/2022"


@pytest.mark.parametrize(("count", "more"), [(1, 0), (MOST_REMARKS, 0), (MOST_REMARKS + 1, 1), (MOST_REMARKS + 12, 12)])
def test_remarks_are_named_by_unit_and_the_rest_is_counted(count: int, more: int) -> None:
    remarks = tuple((Unit(pk=n, short_name=f"Xã {n}"), "Thiếu vốn") for n in range(count))
    lines = list(texts(summary(remarks=remarks)).remarks())
    assert lines[0] == "Xã 0: Thiếu vốn."
    assert len(lines) == min(count, MOST_REMARKS) + bool(more)
    assert not more or lines[-1] == f"Và ý kiến của {more:02d} đơn vị khác."


def test_of_a_large_scope_remarks_stand_in_the_papers_of_its_units() -> None:
    below = (BranchSubmissions(DISTRICT, SENT, 0, "064"),)
    assert list(texts(summary(below=below)).remarks()) == ["Ý kiến của các đơn vị cấp dưới: xem biểu của từng đơn vị."]
    assert list(texts().remarks()) == []
