"""A corrected programme is what its file says, whatever stood there before, and every difference is told."""

from collections.abc import Iterator
from typing import Any

import pytest

from chodon_thidua.lib import clock
from targets.models import Programme, ProgrammeTarget
from targets.programme_file import read_programme
from targets.selectors.changes.programme_contents import programme_contents
from targets.services import programme_load
from targets.services.programme_loading import programme_check
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.programmes import load_programme, raw_programme, raw_target
from units.models import AuditEvent

TYPED = [{"year": 2020, "value": "50", "source": "Niên giám"}, {"year": 2021, "value": "60"}]
FULL = raw_programme(
    raw_target(years=TYPED, path=["100", "300", "500", "700", "900", "1000"]),
    raw_target("M02", indicator="CT02", over_years="LAST", target="500"),
    raw_target("M03", target=None, comparator=None),
    first_year=2020,
)
# Each is a file by which the first one is corrected, and what is told of it.
CORRECTIONS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    (
        {"title": "Tên khác", "issued_on": "2021-04-01"},
        [
            "Chương trình, tên chương trình: Chương trình giai đoạn 2021–2025 → Tên khác",
            "Chương trình, ngày ban hành: 15/03/2021 → 01/04/2021",
        ],
    ),
    ({"last_year": 2025, "targets": [FULL["targets"][0]]}, ["Mục tiêu M02: bỏ", "Mục tiêu M03: bỏ"]),
    (
        {"targets": [FULL["targets"][2], FULL["targets"][1], FULL["targets"][0]]},
        ["Mục tiêu M03, thứ tự: 3 → 1", "Mục tiêu M01, thứ tự: 1 → 3"],
    ),
    (
        {"targets": [raw_target(years=TYPED[:1]), *FULL["targets"][1:]]},
        [
            "Mục tiêu M01, lộ trình theo năm: 100, 300, 500, 700, 900, 1000 → (trống)",
            "Mục tiêu M01, năm 2021: bỏ",
        ],
    ),
    (
        {"targets": [FULL["targets"][0], raw_target("M02", target="500"), FULL["targets"][2]]},
        [
            "Mục tiêu M02, chỉ tiêu hằng năm: CT02 → CT01",
            "Mục tiêu M02, cách tính qua các năm: LAST → SUM",
        ],
    ),
    (
        {"targets": [*FULL["targets"], raw_target("M04", years=[{"year": 2021, "value": 0}])]},
        ["Mục tiêu M04: thêm mới"],
    ),
]


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


@pytest.mark.parametrize(("changes", "told"), CORRECTIONS)
def test_a_correction_leads_to_what_the_file_says(office: SampleOffice, changes, told) -> None:
    first = programme_load(file=read_programme(FULL)).programme
    kept = dict(ProgrammeTarget.objects.values_list("code", "pk"))
    file = read_programme(FULL | changes)
    result = programme_load(file=file, correct=True)
    assert [str(change) for change in result.changes] == told
    assert result.programme == first
    corrected = dict(programme_contents(first))
    still_there = ProgrammeTarget.objects.filter(code__in=kept).values_list("code", "pk")
    assert all(kept[code] == pk for code, pk in still_there)  # a target keeps its page
    first.delete()
    fresh = programme_load(file=file).programme
    assert dict(programme_contents(fresh)) == corrected


@pytest.mark.parametrize(("changes", "told"), CORRECTIONS[1:])
def test_a_check_tells_the_same_and_writes_nothing(office: SampleOffice, changes, told) -> None:
    programme = programme_load(file=read_programme(FULL)).programme
    before, acts = dict(programme_contents(programme)), AuditEvent.objects.count()
    for correct in (False, True):
        result = programme_check(raw=FULL | changes, correct=correct)
        assert [str(change) for change in result.changes] == told
        assert result.is_written == correct
    assert (dict(programme_contents(programme)), AuditEvent.objects.count()) == (before, acts)


def test_the_contents_name_everything_that_a_file_decides(office: SampleOffice, django_assert_num_queries) -> None:
    programme = programme_load(file=read_programme(FULL)).programme
    with django_assert_num_queries(3):
        contents = programme_contents(programme)
    assert contents["Chương trình", "năm đầu"] == "2020"
    assert contents["Mục tiêu M01", "mục tiêu cả giai đoạn"] == "1.000"
    assert contents["Mục tiêu M01", "so sánh"] == ">="
    assert contents["Mục tiêu M01, năm 2020", "nguồn"] == "Niên giám"
    assert contents["Mục tiêu M01, năm 2021", "giá trị"] == "60"
    assert contents["Mục tiêu M03", "mục tiêu cả giai đoạn"] == ""
    assert {whose for whose, _ in contents} == {
        "Chương trình", "Mục tiêu M01", "Mục tiêu M01, năm 2020", "Mục tiêu M01, năm 2021", "Mục tiêu M02",
        "Mục tiêu M03",
    }  # fmt: skip


def test_two_programmes_of_one_owner_stand_side_by_side(office: SampleOffice) -> None:
    one, two = load_programme(office), load_programme(office, document_number="21/CTr-UBND")
    assert one != two
    programme_load(file=read_programme(raw_programme(title="Chỉ một")), correct=True)
    assert dict(Programme.objects.values_list("document_number", "title")) == {
        "20/CTr-UBND": "Chỉ một",
        "21/CTr-UBND": "Chương trình giai đoạn 2021–2025",
    }


def test_a_wrong_correction_leaves_everything(office: SampleOffice) -> None:
    programme = programme_load(file=read_programme(FULL)).programme
    before = dict(programme_contents(programme))
    wrong = FULL | {"title": "Tên khác", "targets": [raw_target(indicator="CT99")]}
    with pytest.raises(ValueError, match="CT99"):
        programme_load(file=read_programme(wrong), correct=True)
    assert dict(programme_contents(programme)) == before
