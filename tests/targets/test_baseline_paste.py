"""Last year's figures pasted from a spreadsheet: what would be written is shown, and written when the form is saved."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from targets.enums import TargetsAuditAction
from targets.models import Baseline
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import signed_in, visible_text
from units.enums import Role
from units.models import AuditEvent, Unit

pytestmark = pytest.mark.django_db
QUERIES = 11
NAMES = ("numerator", "value")
AMOUNT, RATIO = "/ke-hoach/2022/nam-truoc/CT01/", "/ke-hoach/2022/nam-truoc/CT02/"


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def admin(office: SampleOffice) -> Client:
    return signed_in(office.administrator)


class Screen:
    """The page of one indicator as it stands in a window."""

    def __init__(self, client: Client, path: str = AMOUNT) -> None:
        self.client, self.path = client, path
        self._show(client.get(path))

    def _show(self, answer: Any) -> None:
        self.status = answer.status_code
        self.tree = html.fromstring(answer.content.decode())
        self.form = self.tree.get_element_by_id("so-lieu") if self.status != 404 else None

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.form.form_values())

    @property
    def preview(self) -> str:
        sections = self.tree.xpath("//section[@id='xem-truoc']")
        return visible_text(sections[0]) if sections else ""

    @property
    def buttons(self) -> list[str]:
        return [visible_text(one) for one in self.tree.xpath("//section[@id='xem-truoc']//button")]

    def paste(self, text: str, row: str = "", column: str = "1", **more: str) -> "Screen":
        place = {"row": row or self.values["row"], "column": column}
        self._show(self.client.post(f"{self.path}dan/", self.values | place | {"text": text} | more))
        return self

    def save(self) -> "Screen":
        self._show(self.client.post(self.form.get("action"), self.values, follow=True))
        return self


def stored_values(code: str = "CT01") -> dict[tuple[str, int], Any]:
    rows = Baseline.objects.filter(indicator__code=code).select_related("unit")
    return {(one.unit.code, one.ordinal): one.value if one.value is not None else one.numerator for one in rows}


def key(unit: Unit, name: str = "value") -> str:
    return f"{unit.pk}-{name}"


def test_a_block_is_shown_and_written_when_the_person_agrees(office, admin):
    first, second = office.communes
    screen = Screen(admin)
    assert screen.values["row"] == key(first), "the row of the whole plan is seldom meant"
    screen.paste("10\t1.234,5\r\n\t7\t\t\t0\r\n")
    assert "Xem trước 4 ô dán từ bảng tính: chưa lưu gì" in screen.preview
    for line in (
        f"{first.name} Đến hết Quý II (để trống) 1.234,5 ha",
        f"{second.name} Cả năm (để trống) 0 ha",
    ):
        assert line in screen.preview
    assert (screen.buttons, stored_values()) == (["Đồng ý lưu"], {})
    screen.save()
    assert "Đã lưu 4 thay đổi của chỉ tiêu CT01." in visible_text(screen.tree)
    assert stored_values() == {
        (first.code, 1): 10,
        (first.code, 2): Decimal("1234.5"),
        (second.code, 2): 7,
        (second.code, 5): 0,
    }
    events = AuditEvent.objects.filter(action=TargetsAuditAction.BASELINE_SET)
    assert {event.actor for event in events} == {office.administrator}
    periods = {ordinal: office.plan.rhythm.usual_name(ordinal) for ordinal in office.plan.rhythm.ordinals}
    assert sorted((event.after["unit"], event.after["period"]) for event in events) == sorted(
        (unit, periods[ordinal]) for unit, ordinal in stored_values()
    )


def test_a_block_with_the_names_of_units_finds_its_rows(office, admin):
    """In another order, with a head, a total and numbers in a list; of a ratio by the number of the chosen row."""
    first, second = office.communes
    block = f"TT\tĐơn vị\tQuý I\n1\t{second.name}\t7\n2\t{first.short_name.upper()}\t5\nTổng\t\t12"
    screen = Screen(admin).paste(block, key(second))
    assert "2 ô không có chỗ trong bảng" in screen.preview
    assert "“Quý I” ở dòng Đơn vị" in screen.preview
    screen.save()
    assert stored_values() == {(first.code, 1): 5, (second.code, 1): 7}
    ratio = Screen(admin, RATIO)
    ratio.paste(f"{second.name}\t8\n{first.name}\t9", key(first, "denominator"))
    assert (ratio.values[f"{first.pk}-1-denominator"], ratio.values[f"{second.pk}-1-denominator"]) == ("9", "8")


def test_what_is_stored_stands_beside_and_blank_cells_leave_it(office, admin):
    first, second = office.communes
    Screen(admin).paste("5\t6\n8").save()
    screen = Screen(admin).paste("\t60\n9")
    assert f"{first.name} Đến hết Quý II 6 60 ha" in screen.preview
    assert f"{second.name} Đến hết Quý I 8 9 ha" in screen.preview
    screen.save()
    assert stored_values() == {(first.code, 1): 5, (first.code, 2): 60, (second.code, 1): 9}


def test_it_begins_at_the_chosen_input_and_keeps_what_was_typed(office, admin):
    first, second = office.communes
    screen = Screen(admin)
    screen.paste("7\t8", key(second), "4", **{f"{first.pk}-1-value": "3,5", f"{first.pk}-source": "Niên giám"})
    values = screen.values
    assert (values["row"], values["column"], values["text"]) == (key(second), "4", "7\t8")
    assert values[f"{first.pk}-1-value"] == "3,5"
    assert values[f"{first.pk}-source"] == "Niên giám"
    screen.save()
    assert stored_values() == {(first.code, 1): Decimal("3.5"), (second.code, 4): 7, (second.code, 5): 8}


def test_what_is_no_number_is_told_and_left_as_it_was(office, admin):
    first, second = office.communes
    screen = Screen(admin).paste("4\t5").save().paste("80.5\tmười\t3\n\t#N/A")
    assert "3 ô không đọc được, sẽ để nguyên như đang có" in screen.preview
    for sentence in (
        f"{first.name} – Đến hết Quý I: Không hiểu số “80.5”. Có phải 80,5?",
        f"{first.name} – Đến hết Quý II: Không hiểu số “mười”.",
        f"{second.name} – Đến hết Quý II: Không hiểu số “#N/A”.",
    ):
        assert sentence in screen.preview
    assert screen.buttons == ["Đồng ý lưu", "Dán cả số gợi ý, xem lại"]
    assert screen.values[f"{first.pk}-1-value"] == "4"
    screen.paste(screen.values["text"], suggestions="1")
    assert f"{first.name} Đến hết Quý I 4 80,5 ha" in screen.preview
    assert screen.buttons == ["Đồng ý lưu"]
    screen.save()
    assert stored_values() == {(first.code, 1): Decimal("80.5"), (first.code, 2): 5, (first.code, 3): 3}


def test_numbers_that_make_no_figure_are_told_at_their_cells(office, admin):
    """A negative area, half a ratio, a level beside its parts."""
    first, _ = office.communes
    screen = Screen(admin).paste("-1\t2")
    assert "−1 ha Số phải từ 0 trở lên." in screen.preview
    assert (screen.buttons, screen.save().status, stored_values()) == ([], 422, {})
    ratio = Screen(admin, RATIO)
    ratio.paste("3\n4\n500", key(first, "numerator"))
    numerator, value = (visible_text(ratio.tree.xpath(f"//tr[@data-paste='{first.pk}-1-{name}']")[0]) for name in NAMES)
    assert numerator.startswith(f"{first.name}: ")
    assert "Nhập cả tử số và mẫu số, hoặc chỉ nhập mức đã công bố; không nhập cả hai." in value
    assert ratio.buttons == []
    ratio = Screen(admin, RATIO)
    ratio.paste("3", key(first, "numerator"))
    assert ratio.buttons == []
    assert "Mới có tử số. Nhập nốt số này" in visible_text(ratio.form)
    ratio.paste("3\n4", key(first, "numerator")).save()
    assert stored_values("CT02") == {(first.code, 1): 3}


def test_what_has_no_input_is_told(office, admin):
    _, second = office.communes
    screen = Screen(admin).paste("1\t2\n3", key(second), "5")
    assert "2 ô không có chỗ trong bảng, sẽ bỏ qua" in screen.preview
    assert f"“2” ở dòng {second.name}" in screen.preview
    assert "“3” ở dưới dòng cuối" in screen.preview


@pytest.mark.parametrize(
    ("text", "row", "column", "sentence"),
    [
        ("1\n2", "999999-value", "1", "Hãy chọn ô đầu tiên để dán"),
        ("1\n2", "value", "1", "Hãy chọn ô đầu tiên để dán"),
        ("1\n2", "", "6", "Hãy chọn ô đầu tiên để dán"),
        ("1\n2", "", "", "Hãy chọn ô đầu tiên để dán"),
        ("1\n" * 601, "", "1", "Vùng đã chép lớn quá"),
        ("1" * 20_001, "", "1", "Vùng đã chép lớn quá"),
    ],
)
def test_a_block_without_a_place_is_refused_and_stays(admin, text, row, column, sentence):
    screen = Screen(admin).paste(text, row, column)
    assert screen.status == 422
    assert sentence in visible_text(screen.tree.xpath("//details[@id='dan'][@open]")[0])
    assert screen.values["text"].split() == text.split()
    assert screen.preview == ""


def test_nothing_pasted_shows_nothing(admin):
    screen = Screen(admin).paste(" \t\n")
    assert (screen.status, screen.preview) == (200, "")


def test_somebody_elses_numbers_are_not_written_over(office, admin):
    """Between the look and the agreement another administrator writes."""
    first, _ = office.communes
    screen = Screen(admin).paste("10")
    other = signed_in(member(office.district, Role.ADMINISTRATOR, full_name="Ma Thị Hai"))
    Screen(other).paste("20").save()
    screen.save()
    assert screen.status == 409
    assert "Ma Thị Hai sửa lúc" in visible_text(screen.tree.xpath("//*[@role='alert']")[0])
    assert (screen.values[f"{first.pk}-1-value"], stored_values()) == ("10", {(first.code, 1): 20})


def test_the_address_opened_by_hand_leads_to_the_page_and_others_find_none(office, admin):
    assert admin.get(f"{AMOUNT}dan/").url == AMOUNT
    for role in (Role.REVIEWER, Role.LEADER):
        assert signed_in(member(office.district, role)).post(f"{AMOUNT}dan/", {"text": "1"}).status_code == 404
    assert admin.post("/ke-hoach/2022/nam-truoc/CT99/dan/", {"text": "1"}).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, size):
    office = make_office(communes=size, indicators=("RATIO",))
    screen = Screen(signed_in(office.administrator))
    with django_assert_max_num_queries(40) as query_log:
        screen.paste("1\t2\n3\t4\n\t\n" * size)
    assert (screen.status, len(query_log)) == (200, QUERIES)
