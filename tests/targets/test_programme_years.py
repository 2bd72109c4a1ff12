"""Figures of years before the app, as coordinators type them: refused in sentences, logged, with a reason."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from targets.models import Plan, Programme, ProgrammeTarget, ProgrammeYear
from targets.programme_file import ProgrammeYearRow
from targets.selectors.programmes.earlier_years import earlier_years, rows_hash
from targets.services import programme_years_set
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.programmes import load_programme, raw_target, target_of
from units.models import AuditEvent

TYPED = [{"year": 2020, "value": "50", "source": "Niên giám"}]


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def programme(office: SampleOffice) -> Programme:
    """A term of which the app has 2022; 2020 is typed, 2021 is missing."""
    return load_programme(office, raw_target(years=TYPED), first_year=2020)


@pytest.fixture
def target(programme: Programme) -> ProgrammeTarget:
    return target_of(programme)


@pytest.fixture
def coordinator(office: SampleOffice, programme: Programme) -> Client:
    return signed_in(office.administrator)


def row(year: int, value: str | int, label: str = "", source: str = "") -> ProgrammeYearRow:
    return ProgrammeYearRow(year, Decimal(value), label, source)


STORED = row(2020, 50, source="Niên giám")


def save(
    office: SampleOffice, target: ProgrammeTarget, *rows: ProgrammeYearRow, reason: str = "", **changes: Any
) -> int:
    (years,) = earlier_years([target_of(target.programme, target.code)])
    arguments = {"screen_hash": years.mark, "actor": office.administrator} | changes
    return programme_years_set(target=target, rows={each.year: each for each in rows}, reason=reason, **arguments)


def figures() -> dict[int, Decimal]:
    return dict(ProgrammeYear.objects.values_list("year", "value"))


def test_which_years_are_typed(target: ProgrammeTarget, django_assert_num_queries) -> None:
    with django_assert_num_queries(1 + 1):  # the chain, the typed years
        (years,) = earlier_years([target])
    assert (years.open_years, years.empty_years, years.unused_years) == ([2020, 2021], [2021], [])
    Plan.objects.update(year=2020)
    (years,) = earlier_years([target])
    assert (years.open_years, years.unused_years) == ([], [2020])


def test_a_new_figure_needs_no_reason_and_is_logged(office: SampleOffice, target: ProgrammeTarget) -> None:
    assert save(office, target, STORED, row(2021, 0, source="Báo cáo")) == 1
    assert figures() == {2020: 50, 2021: 0}  # 0 is a figure
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor) == ("PROGRAMME_YEARS", office.administrator)
    assert event.before == {"programme": "20/CTr-UBND", "code": "M01", "year": 2021}
    assert event.after == event.before | {"value": "0", "definition_label": "", "source": "Báo cáo"}


@pytest.mark.parametrize("rows", [(row(2020, 51, source="Niên giám"),), (row(2020, 50, source="Khác"),), ()])
def test_a_change_of_a_stored_figure_needs_a_reason(office, target, rows) -> None:
    with pytest.raises(InvalidInput) as refusal:
        save(office, target, *rows)
    assert refusal.value.errors == {"reason": "Hãy ghi lý do sửa hoặc bỏ số đã lưu."}
    assert save(office, target, *rows, reason="Đính chính") == 1
    assert AuditEvent.objects.latest("pk").after["reason"] == "Đính chính"
    assert figures() == {each.year: each.value for each in rows}


def test_an_untouched_form_writes_nothing(office: SampleOffice, target: ProgrammeTarget) -> None:
    before = AuditEvent.objects.count()
    assert save(office, target, STORED) == 0
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "year", "sentence"),
    [
        (row(2022, 5), "2022", "Năm 2022 phần mềm đã có số liệu của chỉ tiêu này nên không nhập tay."),
        (row(2023, 5), "2023", "Năm 2023 chưa qua, hoặc không thuộc giai đoạn 2020–2025."),
        (row(2019, 5), "2019", "Năm 2019 chưa qua, hoặc không thuộc giai đoạn 2020–2025."),
        (row(2021, -5), "2021", "Số phải từ 0 trở lên."),
    ],
)
def test_figures_that_cannot_be(office, target, typed, year, sentence) -> None:
    with pytest.raises(InvalidInput) as refusal:
        save(office, target, STORED, typed)
    assert refusal.value.errors == {year: sentence}
    assert figures() == {2020: 50}


def test_growth_needs_every_year(office: SampleOffice) -> None:
    years = [{"year": 2021, "value": "12"}]
    target = target_of(load_programme(office, raw_target(over_years="GROWTH", target="16", years=years)))
    with pytest.raises(InvalidInput) as refusal:
        save(office, target, reason="Bỏ")
    assert refusal.value.errors == {"2021": "Tốc độ tăng bình quân cần số của mọi năm; còn thiếu năm 2021."}
    with pytest.raises(InvalidInput, match="Tốc độ tăng phải trên −100 %"):
        save(office, target, row(2021, -100), reason="Sửa")
    assert save(office, target, row(2021, 13), reason="Sửa") == 1


def test_somebody_elses_change_is_never_overwritten(office: SampleOffice, target: ProgrammeTarget) -> None:
    mark = rows_hash({2020: STORED})
    save(office, target, STORED, row(2021, 7))
    with pytest.raises(Conflict, match=r"đã thay đổi\. Triệu Văn Quản sửa lúc"):
        save(office, target, STORED, row(2021, 8), screen_hash=mark, reason="Sửa")
    assert figures()[2021] == 7


def test_only_administrators_of_the_owner_write(office: SampleOffice, target: ProgrammeTarget) -> None:
    for person in (office.leader, office.reviewer, office.reporters[0]):
        with pytest.raises(Refusal, match="Chỉ quản trị kế hoạch"):
            save(office, target, STORED, row(2021, 7), actor=person)
    assert figures() == {2020: 50}


# Pages


def path(programme: Programme) -> str:
    return f"/ke-hoach/2022/chuong-trinh/{programme.pk}/M01/"


def form(coordinator: Client, programme: Programme, **changes: str) -> dict[str, str]:
    """What the browser sends: the stored figures, and what was typed over them."""
    tree = page(coordinator, path(programme))
    inputs = {name: field.value or "" for name, field in tree.forms[-1].inputs.items() if name}
    return inputs | changes


def test_the_list_names_what_is_missing(coordinator: Client, programme: Programme) -> None:
    tree = page(coordinator, "/ke-hoach/2022/chuong-trinh/")
    cells = [visible_text(cell) for cell in tree.xpath("//tr[@data-target='M01']/*")]
    assert cells == ["M01", "Rừng trồng mới M01", "20/CTr-UBND (2020–2025)", "CT01; các năm 2022", "2020", "2021"]
    assert tree.xpath(f"//a[@href='{path(programme)}']")


def test_the_plan_leads_to_programmes_only_where_there_are_any(office: SampleOffice) -> None:
    coordinator = signed_in(office.administrator)
    link = "//a[@href='/ke-hoach/2022/chuong-trinh/']"
    assert not page(coordinator, "/ke-hoach/2022/").xpath(link)
    assert "Chưa có chương trình nhiều năm nào" in visible_text(page(coordinator, "/ke-hoach/2022/chuong-trinh/"))
    load_programme(office)
    assert page(coordinator, "/ke-hoach/2022/").xpath(link)


def test_a_year_is_typed_and_saved(coordinator: Client, programme: Programme) -> None:
    sent = form(coordinator, programme, **{"nam2021-value": "1.234,5", "nam2021-source": "Báo cáo"})
    assert coordinator.post(path(programme), sent).status_code == 302
    assert figures() == {2020: 50, 2021: Decimal("1234.5")}
    assert "Đã lưu 1 năm." in visible_text(page(coordinator, path(programme)))
    again = coordinator.post(path(programme), form(coordinator, programme), follow=True)
    assert "Không có gì thay đổi." in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nam2020-value": "51"}, "Hãy ghi lý do sửa hoặc bỏ số đã lưu."),
        ({"nam2021-value": "80.5"}, "80,5"),
        ({"nam2021-value": "-3"}, "Số phải từ 0 trở lên."),
        ({"nam2021-source": "Báo cáo"}, "Chưa có số của năm này. Nhập số trước, hoặc xóa ô này."),
    ],
)
def test_mistakes_stand_at_their_inputs(coordinator, programme, changes, sentence) -> None:
    answer = coordinator.post(path(programme), form(coordinator, programme, **changes))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert "Chưa lưu gì." in text
    assert all(value in text for value in changes.values())  # what was typed stays
    assert figures() == {2020: 50}


def test_a_stale_form_shows_both_figures(office: SampleOffice, coordinator: Client, programme: Programme) -> None:
    stale = form(coordinator, programme, **{"nam2021-value": "8"})
    save(office, target_of(programme), STORED, row(2021, 7))
    answer = coordinator.post(path(programme), stale)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Đang lưu: 7" in text
    assert 'value="8"' in text
    sent = {"nam2021-value": "8", "reason": "Sửa"} | {"seen": form(coordinator, programme)["seen"]}
    assert coordinator.post(path(programme), stale | sent).status_code == 302
    assert figures()[2021] == 8


@pytest.mark.parametrize("address", ["/ke-hoach/2022/chuong-trinh/999/M01/", "/ke-hoach/2021/chuong-trinh/"])
def test_what_is_not_there(coordinator: Client, address: str) -> None:
    assert coordinator.get(address).status_code == 404


def test_a_target_of_another_programme_is_not_there(coordinator: Client, programme: Programme) -> None:
    assert coordinator.get(path(programme).replace("M01", "M99")).status_code == 404


def test_a_figure_that_the_app_has_by_now_is_named(coordinator: Client, programme: Programme) -> None:
    Plan.objects.update(year=2020)
    tree = page(coordinator, f"/ke-hoach/2020/chuong-trinh/{programme.pk}/M01/")
    text = visible_text(tree)
    assert "Số đã nhập của năm 2020 không dùng nữa vì phần mềm đã có số của năm đó." in text
    assert "Không có năm nào phải nhập tay." in text
