"""An indicator by states and one in words, from the plan's file to the papers: entered, approved, judged, read."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from lxml import html

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput, Refusal
from reports.models import Figure, ReportEvent
from reports.services.figure_values import FigureValues
from reports.services.figures import figure_save
from targets.enums import Comparator, Status
from targets.models import Target
from targets.services.targets import targets_set
from targets.target_values import TargetValues, target_values
from tests.reports.builders import STATES, SampleOffice, moment
from tests.reports.entering import EntrySession, entry_session
from tests.reports.freezing import freeze
from tests.reports.intake.filling import IntakeSession
from tests.reports.judging import JUDGED, STATE, TEXT, WORDS, judge, make_words_office, text_of
from tests.reports.meeting.reading import figure_rows, meeting_workbook_of
from tests.reports.pages import HTMX, cell, page, signed_in, visible_text
from tests.stored_rows import built_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(make_words_office)


@pytest.fixture
def approved(office: SampleOffice) -> SampleOffice:
    office.approve(office.department)
    return office


def clerk(office: SampleOffice) -> EntrySession:
    return entry_session(office, office.department)


def save(office: SampleOffice, code: str, **values: Any) -> Figure:
    figure = Figure.objects.get(report__period=office.period(), indicator=office.indicators[code])
    return figure_save(
        unit=office.department,
        period=office.period(),
        indicator=office.indicators[code],
        actor=office.clerk,
        values=FigureValues(**{name: Decimal(v) if type(v) is int else v for name, v in values.items()}),
        seen_version=figure.version,
    )


# Entry


def test_a_state_is_chosen_and_words_are_written(office: SampleOffice) -> None:
    session = clerk(office)
    screen = session.open()
    options = [visible_text(option) for option in screen.row(STATE).xpath(".//select/option")]
    assert options == ["– chọn –", *STATES]
    assert screen.value(f"{TEXT}-text_value") == WORDS
    assert "Quý II: Đã lập" in visible_text(screen.row(STATE))
    assert "Quý II: Nhập siêu" in visible_text(screen.row(TEXT))
    for code in (STATE, TEXT):
        assert not screen.row(code).xpath(".//input[contains(@name, 'estimate') or contains(@name, 'denominator')]")
    assert screen.message(f"{STATE}-numerator") == "Đã trình, bước 2/3"
    assert "còn 1 bước" in visible_text(screen.row(STATE))
    answer = session.leave_cell(STATE, {f"{STATE}-numerator": "3"})
    assert answer.message(f"{STATE}-numerator") if answer.tree.xpath(f"//*[@name='{STATE}-numerator']") else answer.text
    answer = session.leave_cell(TEXT, {f"{TEXT}-text_value": "Cân bằng"})
    assert answer.status == 200
    figures = dict(Figure.objects.filter(report__period=office.period()).values_list("indicator__code", "text_value"))
    assert figures == {STATE: "", TEXT: "Cân bằng"}
    changes = [event.changes for event in ReportEvent.objects.filter(report__period=office.period()) if event.changes]
    assert {STATE: {"numerator": ["Đã trình", "Đã duyệt"]}} in changes
    assert {TEXT: {"text_value": [WORDS, "Cân bằng"]}} in changes


@pytest.mark.parametrize(
    ("code", "field", "typed", "sentence"),
    [
        (STATE, "numerator", "4", "Không có trạng thái “4”. Chọn một trong: 0 (Chưa lập), 1 (Đã lập)"),
        (STATE, "numerator", "gần xong", "Không có trạng thái “gần xong”."),
        (TEXT, "text_value", "a" * 1001, "Nội dung dài 1.001 ký tự; tối đa 1.000."),
    ],
)
def test_what_is_no_state_or_too_long_is_refused(
    office: SampleOffice, code: str, field: str, typed: str, sentence: str
) -> None:
    answer = clerk(office).leave_cell(code, {f"{code}-{field}": typed})
    assert (answer.status, sentence in answer.text) == (422, True)


def test_a_conflict_shows_both_by_name(office: SampleOffice) -> None:
    session = clerk(office)
    screen = session.open()
    save(office, STATE, numerator=3)
    answer = session.leave_cell(STATE, {f"{STATE}-numerator": "1"}, screen=screen)
    assert answer.status == 409
    assert "Đã duyệt" in answer.text
    assert "Đã lập" in answer.text


@pytest.mark.parametrize(
    ("code", "values", "field", "sentence"),
    [
        (STATE, {"numerator": 7}, "numerator", "Không có trạng thái “7”"),
        (STATE, {"numerator": 1, "full_year_estimate": 3}, "full_year_estimate", "không có ước cả năm"),
        (STATE, {"text_value": "Đã trình"}, "text_value", "báo cáo bằng số"),
        (TEXT, {"numerator": 1}, "numerator", "báo cáo bằng lời, không có số"),
        (TEXT, {"text_value": "Có", "not_applicable": True, "note": "Không"}, "not_applicable", "xóa nội dung"),
        (STATE, {"numerator": 1, "not_applicable": True, "note": "Không"}, "not_applicable", "Đang có số liệu Đã lập"),
    ],
)
def test_the_service_refuses_in_words(
    office: SampleOffice, code: str, values: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        save(office, code, **values)
    assert sentence in refusal.value.errors[field]


def test_words_make_a_figure_whole(office: SampleOffice) -> None:
    save(office, TEXT)
    summary = clerk(office).summarise()
    assert "Cán cân thương mại CT02" in summary.notice("warning") + summary.text
    assert clerk(office).open().state(TEXT)[1]


# Workbooks to fill in


def by_excel(office: SampleOffice) -> IntakeSession:
    return IntakeSession(signed_in(office.clerk), f"/nhap-excel/2022/{office.department.code}/3/")


def test_the_template_speaks_of_states_and_words(office: SampleOffice) -> None:
    filled = by_excel(office).download_template()
    cells = {code: filled.find_cell(code, "", "numerator") for code in (STATE, TEXT)}
    assert {code: cell.value for code, cell in cells.items()} == {STATE: "Đã trình", TEXT: WORDS}
    assert [filled.value(code, "before_numerator") for code in (STATE, TEXT)] == ["Đã lập", "Nhập siêu"]
    rules = filled.sheet.data_validations.dataValidation
    lists = [rule.formula1 for rule in rules if rule.type == "list" and cells[STATE].coordinate in rule.sqref]
    assert lists == [f'"{",".join(STATES)}"']
    assert not any(cell.coordinate in rule.sqref for rule in rules for cell in cells.values() if rule.type == "decimal")


@pytest.mark.parametrize(("typed", "stored"), [("đã duyệt", 3), (3, 3), ("1", 1)])
def test_a_file_takes_names_and_numbers(office: SampleOffice, typed: str | int, stored: int) -> None:
    session = by_excel(office)
    preview = session.send(session.download_template().fill(STATE, numerator=typed).fill(TEXT, numerator="Cân bằng"))
    assert preview.changes == {
        STATE: f"Số liệu: Đã trình → {STATES[stored]}",
        TEXT: f"Nội dung: {WORDS} → Cân bằng",
    }
    assert session.confirm(preview).status == 302
    figures = Figure.objects.filter(report__period=office.period())
    assert figures.get(indicator__code=STATE).numerator == stored
    assert figures.get(indicator__code=TEXT).text_value == "Cân bằng"


def test_a_file_is_refused_by_cell(office: SampleOffice) -> None:
    session = by_excel(office)
    filled = session.download_template().fill(STATE, numerator="Xong").fill(TEXT, numerator="a" * 1001)
    cells = {code: filled.find_cell(code, "", "numerator").coordinate for code in (STATE, TEXT)}
    faults = session.send(filled).faults
    assert "Không có trạng thái “Xong”. Chọn một trong: 0 (Chưa lập)" in faults[cells[STATE]]
    rest = session.send(session.download_template().fill(TEXT, numerator="a" * 1001)).faults
    assert "Nội dung dài 1.001 ký tự" in rest[cells[TEXT]]


def test_an_untouched_template_changes_nothing(office: SampleOffice) -> None:
    session = by_excel(office)
    answer = session.send(session.download_template())
    assert (answer.changes, answer.faults) == ({}, {})


def test_a_block_may_hold_the_name_of_a_state(office: SampleOffice) -> None:
    session = clerk(office)
    fields = session.open().fields | {"at": f"{STATE}-numerator", "text": "Đã duyệt"}
    answer = session.client.post(f"{session.url}dan/", fields, headers=HTMX).content.decode()
    assert "Đã duyệt, bước 3/3" in answer
    assert 'data-value="3"' in answer


# Review and the paper


def test_the_reviewer_reads_words_before_and_after(office: SampleOffice) -> None:
    office.submit(office.department)
    text = text_of(office, f"/tham-dinh/2022/{office.department.code}/3/", office.reviewer)
    for words in ("Đã trình", "Đã lập", WORDS, "Nhập siêu", "Đã duyệt", "Xuất siêu"):
        assert words in text
    assert "trạng thái trạng thái" not in text
    history = text_of(office, f"/bao-cao/2022/{office.department.code}/3/qua-trinh/", office.reviewer)
    assert f"Nội dung: trống → {WORDS}" in history
    assert "Số liệu: trống → Đã trình" in history


def test_the_official_paper_has_the_words(approved: SampleOffice) -> None:
    text = text_of(approved, f"/bao-cao/2022/{approved.department.code}/3/ban-in/", approved.clerk)
    assert WORDS in text
    assert "Đã trình" in text


# Pages and papers


PAGES = [
    ("/tong-quan/?ky=3", ("Đã trình", "còn 1 bước", WORDS, "Xuất siêu", "Đạt (đánh giá tay)")),
    ("/tong-quan/CT02/?ky=3", (WORDS, JUDGED)),
    (
        "/chi-tieu/CT01/?ky=3",
        ("Kết quả Đã trình", "Kế hoạch năm Đã duyệt", "còn 1 bước", "phải đạt mức cần có: Đã duyệt"),
    ),
    ("/chi-tieu/CT02/?ky=3", (WORDS, "Kế hoạch năm Xuất siêu", "Đạt (đánh giá tay)", JUDGED, "Nhập siêu")),
    ("/don-vi/NNPTNT/?ky=3", ("Đã trình", WORDS)),
    ("/ma-tran/?ky=3", ("Đã trình", WORDS)),
    ("/ban-do/?ky=3&chi-tieu=CT01", ("Đã trình",)),
    ("/so-sanh/?ky=3", ("Đã lập", "Đã trình", "Nhập siêu")),
    ("/tien-bo/?ky=3", ()),
    ("/xuat/ban-in/?ky=3", ("Đã trình", "Đã duyệt", WORDS, "Xuất siêu", "Đạt (đánh giá tay)", JUDGED)),
]


def test_every_page_speaks_in_words(approved: SampleOffice) -> None:
    judge(approved)
    client = signed_in(approved.leader)
    for address, words in PAGES:
        text = visible_text(page(client, address).xpath("//main")[0])
        assert [word for word in words if word not in text] == [], address
        for wrong in ("2 trạng thái", "bước bước", "66,6 %", "chênh còn"):
            assert wrong not in text, address
    slides = visible_text(page(client, "/trinh-chieu/?ky=3"))
    assert "Đã trình" in slides
    assert "Đạt (đánh giá tay)" in slides
    assert cell(page(client, "/tong-quan/?ky=3"), STATE, "actual") == ("", "Đã trình")


def test_papers_speak_in_words(approved: SampleOffice) -> None:
    judge(approved)
    workbook = meeting_workbook_of(approved)
    texts = {sheet.title: [str(cell.value) for row in sheet.iter_rows() for cell in row] for sheet in workbook}
    summary = next(iter(texts.values()))
    for words in ("Đã trình", "Đã duyệt", WORDS, "Xuất siêu", "Đạt (đánh giá tay)"):
        assert words in summary
    assert any(JUDGED in text for text in summary)
    numbers = {row["Mã chỉ tiêu"]: row["Số liệu"] for row in figure_rows(workbook) if row["Kỳ"] == "Quý III"}
    assert numbers == {STATE: "Đã trình", TEXT: WORDS}
    client = signed_in(approved.leader)
    for path in ("/xuat/bieu-01.csv?ky=3", "/xuat/so-lieu.csv?ky=3"):
        content = client.get(path).getvalue().decode()
        assert "Đã trình" in content, path
        assert WORDS in content, path


def test_frozen_numbers_keep_the_judgement(approved: SampleOffice) -> None:
    judge(approved)
    snapshot = freeze(approved)
    judge(approved, status=Status.MISSED, seen_version=1)
    text = text_of(approved, f"/xuat/da-chot/{snapshot.pk}/")
    assert "Đạt (đánh giá tay)" in text
    assert "Không đạt (đánh giá tay)" in text


# Targets and last year


def test_targets_are_states(approved: SampleOffice) -> None:
    client, path = signed_in(approved.administrator), f"/ke-hoach/2022/chi-tieu/{STATE}/"
    tree = page(client, path)
    name = f"value_{approved.district.pk}"
    assert [visible_text(option) for option in tree.xpath(f"//select[@name='{name}']/option")][1:] == list(STATES)
    fields = dict(tree.xpath("//form[@method='post']")[-1].form_values())
    answer = client.post(path, fields | {name: "2", "reason": "Điều chỉnh."})
    assert "Đã duyệt → từ Đã trình trở lên" in visible_text(html.fromstring(answer.content.decode())).replace(
        ", nhập số liệu", ""
    )
    assert "Đã duyệt" in text_of(approved, "/ke-hoach/2022/chi-tieu/", approved.administrator)


@pytest.mark.parametrize(
    ("code", "level", "refusal"), [(STATE, "5", InvalidInput), (STATE, "1.5", InvalidInput), (TEXT, "1", Refusal)]
)
def test_no_other_level_is_a_target(office: SampleOffice, code: str, level: str, refusal: type[Exception]) -> None:
    new = TargetValues(Comparator.AT_LEAST, Decimal(level), False)
    before = target_values(Target.objects.filter(indicator__code=code, unit=office.district).first())
    with pytest.raises(refusal):
        targets_set(
            indicator=office.indicators[code], changes={office.district: (before, new)}, actor=office.administrator
        )


def test_last_year_was_a_state_too(office: SampleOffice) -> None:
    client, path = signed_in(office.administrator), f"/ke-hoach/2022/nam-truoc/{STATE}/"
    tree = page(client, path)
    unit = office.department.pk
    name = f"{unit}-3-value"
    assert [visible_text(option) for option in tree.xpath(f"//select[@name='{name}']/option")][1:] == list(STATES)
    fields = dict(tree.xpath("//form[@method='post']")[-1].form_values())
    assert client.post(path, fields | {name: "1", f"{unit}-source": "Báo cáo năm 2021"}).status_code == 302
    assert "Kết quả cùng kỳ Đã lập" in visible_text(clerk(office).open().row(STATE))
    assert client.get(f"/ke-hoach/2022/nam-truoc/{TEXT}/").status_code == 404
