"""The frame of an official paper, for each kind of unit, and its sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.meeting.notes import LONGEST_NOTE, as_sentence, shorten
from reports.meeting.official_header import DOTS, issuing_body, issuing_lines, place_and_day
from units.enums import UnitKind
from units.models import Unit

DISTRICT = Unit(name="Huyện Chợ Đồn", short_name="Chợ Đồn", kind=UnitKind.DISTRICT)
COMMUNE = Unit(name="Xã Ngọc Phái", short_name="Ngọc Phái", kind=UnitKind.COMMUNE)
OFFICE = Unit(name="Phòng Tài chính - Kế hoạch", kind=UnitKind.DEPARTMENT)


@pytest.mark.parametrize(
    ("unit", "body", "lines", "place"),
    [
        (DISTRICT, "Ủy ban nhân dân huyện Chợ Đồn", ("ỦY BAN NHÂN DÂN", "HUYỆN CHỢ ĐỒN"), "Chợ Đồn"),
        (COMMUNE, "Ủy ban nhân dân xã Ngọc Phái", ("ỦY BAN NHÂN DÂN", "XÃ NGỌC PHÁI"), "Ngọc Phái"),
        (OFFICE, "Phòng Tài chính - Kế hoạch", ("PHÒNG TÀI CHÍNH - KẾ HOẠCH",), "Chợ Đồn"),
    ],
)
def test_an_area_signs_by_its_committee_and_an_office_by_itself(
    unit: Unit, body: str, lines: tuple[str, ...], place: str
) -> None:
    assert issuing_body(unit) == body
    assert issuing_lines(unit) == lines
    assert place_and_day(unit, DISTRICT, 2022) == f"{place}, ngày {DOTS} tháng {DOTS} năm 2022"


def test_a_unit_without_a_name_breaks_no_paper() -> None:
    assert issuing_body(Unit(name="", kind=UnitKind.COMMUNE)) == "Ủy ban nhân dân "


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Mưa nhiều", "Mưa nhiều."),
        ("Mưa nhiều.", "Mưa nhiều."),
        ("Thiếu vốn!", "Thiếu vốn!"),
        ("Vì sao?", "Vì sao?"),
        ("một\n hai\tba", "một hai ba."),
        ("từ " * 100, f"{('từ ' * 100)[:LONGEST_NOTE].rsplit(' ', 1)[0]}…"),
    ],
)
def test_what_units_wrote_becomes_a_sentence(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence


@given(st.text(max_size=60), st.integers(5, 40))
def test_a_shortened_text_is_one_line_and_begins_as_it_was(text: str, longest: int) -> None:
    line = shorten(text, longest)
    assert len(line) <= longest + 1
    assert "\n" not in line
    assert " ".join(text.split()).startswith(line.removesuffix("…"))
