"""Loading a programme: written whole or not at all, corrected only when that is asked for, refused in sentences."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import StateRefusal
from targets.enums import PlanStatus, TargetsAuditAction
from targets.models import Indicator, Plan, Programme, ProgrammeTarget, ProgrammeYear
from targets.programme_file import ProgrammeFileError, ProgrammeYearRow, read_programme
from targets.selectors.programmes.chains import indicator_chains
from targets.services import programme_load
from targets.services.plan_loading import FOLLOWED
from targets.services.programme_years import write_years
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice, add_plan, make_office, moment
from tests.reports.programmes import load_programme, raw_programme, raw_target, target_of
from units.models import AuditEvent

TYPED = [{"year": 2021, "value": "771.9", "source": "Niên giám"}]


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


def acts() -> list[str]:
    """The acts about programmes, the oldest first."""
    actions = [action for action in TargetsAuditAction if action.startswith("PROGRAMME")]
    return list(AuditEvent.objects.filter(action__in=actions).order_by("pk").values_list("action", flat=True))


def test_a_new_programme_with_its_targets_and_years(office: SampleOffice) -> None:
    programme = load_programme(office, raw_target(years=TYPED, path=[200, 400, 600, 800, 1000]), raw_target("M02"))
    assert (programme.owner, programme.title) == (office.district, "Chương trình giai đoạn 2021–2025")
    first, second = ProgrammeTarget.objects.filter(programme=programme)
    assert (first.code, first.order, first.indicator) == ("M01", 1, office.indicators["CT01"])
    assert (first.value, first.levels[-1], second.levels) == (1000, 1000, ())
    (typed,) = first.years.all()
    assert (typed.year, typed.value, typed.source, typed.definition_label) == (2021, Decimal("771.9"), "Niên giám", "")
    assert acts() == ["PROGRAMME_YEARS", "PROGRAMME_LOADED"]


def test_the_same_file_changes_nothing(office: SampleOffice) -> None:
    load_programme(office, raw_target(years=TYPED))
    result = programme_load(file=read_programme(raw_programme(raw_target(years=TYPED))))
    assert (result.created, result.changes, result.is_written) == (False, (), True)
    assert len(acts()) == 2


CHANGED = {"name": "Rừng", "target": "900", "years": [{"year": 2021, "value": "700", "source": "Niên giám"}]}


def test_another_file_waits_for_correct(office: SampleOffice) -> None:
    load_programme(office, raw_target(years=TYPED), raw_target("M02"))
    file = read_programme(raw_programme(raw_target(**CHANGED), raw_target("M03"), title="Tên mới"))
    waiting = programme_load(file=file)
    changes = [str(change) for change in waiting.changes]
    assert not waiting.is_written
    assert changes == [
        "Chương trình, tên chương trình: Chương trình giai đoạn 2021–2025 → Tên mới",
        "Mục tiêu M01, tên: Rừng trồng mới M01 → Rừng",
        "Mục tiêu M01, mục tiêu cả giai đoạn: 1.000 → 900",
        "Mục tiêu M01, năm 2021, giá trị: 771,9 → 700",
        "Mục tiêu M03: thêm mới",
        "Mục tiêu M02: bỏ",
    ]
    assert ProgrammeTarget.objects.get(code="M01").value == 1000
    done = programme_load(file=file, correct=True)
    assert (done.is_written, done.changes) == (True, waiting.changes)
    assert set(ProgrammeTarget.objects.values_list("code", flat=True)) == {"M01", "M03"}
    assert ProgrammeYear.objects.get().value == 700
    assert acts()[-1] == "PROGRAMME_CORRECTED"
    event = AuditEvent.objects.latest("pk")
    assert event.after["Mục tiêu M01, mục tiêu cả giai đoạn"] == "900"


REFUSED = [
    ({"owner": "999"}, {}, "Chương trình: không có đơn vị mã “999” trong các năm 2021–2025."),
    ({}, {"plan": "16/KH-UBND"}, "Huyện Chợ Đồn không có kế hoạch 16/KH-UBND năm 2022."),
    ({}, {"plan_year": 2023}, "Huyện Chợ Đồn không có kế hoạch 15/KH-UBND năm 2023."),
    ({}, {"indicator": "CT99"}, "kế hoạch 15/KH-UBND năm 2022 không có chỉ tiêu “CT99”."),
    ({}, {"indicator": "CT04"}, "chỉ tiêu CT04 gộp từ các chỉ tiêu con nên không có số; hãy nêu một chỉ tiêu con."),
    ({}, {"years": [{"year": 2022, "value": 1}]}, "năm 2022: Năm 2022 phần mềm đã có số liệu của chỉ tiêu này"),
    ({}, {"years": [{"year": 2023, "value": 1}]}, "năm 2023: Năm 2023 chưa qua, hoặc không thuộc giai đoạn"),
    ({}, {"years": [{"year": 2021, "value": -1}]}, "năm 2021: Số phải từ 0 trở lên."),
    ({}, {"over_years": "GROWTH"}, "năm 2021: Tốc độ tăng bình quân cần số của mọi năm; còn thiếu năm 2021."),
    ({"last_year": 2041}, {}, "Chương trình: Năm cuối phải từ năm đầu trở đi, và cả giai đoạn tối đa 20 năm."),
]


@pytest.mark.parametrize(("programme", "target", "sentence"), REFUSED)
def test_refusals(office: SampleOffice, programme: dict[str, Any], target: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ProgrammeFileError) as refusal:
        load_programme(office, raw_target(**target), **programme)
    assert sentence in str(refusal.value)
    assert not AuditEvent.objects.filter(action="PROGRAMME_LOADED").exists()


def test_a_plan_of_another_owner_is_named(office: SampleOffice) -> None:
    other = UnitFactory.create(code="060", name="Huyện Ba Bể")
    Plan.objects.filter(pk=office.plan.pk).update(owner=other)
    with pytest.raises(ProgrammeFileError, match="năm 2022 là của Huyện Ba Bể, không phải của Huyện Chợ Đồn"):
        load_programme(office)


def test_a_plan_in_preparation_has_no_targets_yet(office: SampleOffice) -> None:
    Plan.objects.filter(pk=office.plan.pk).update(status=PlanStatus.DRAFT)
    with pytest.raises(ProgrammeFileError, match="đang soạn, chưa áp dụng"):
        load_programme(office)


def test_every_mistake_of_a_file_is_told_and_nothing_written(office: SampleOffice) -> None:
    with pytest.raises(ProgrammeFileError) as refusal:
        load_programme(office, raw_target(), raw_target("M02", indicator="X"), raw_target("M03", plan="Y"))
    assert [problem.partition(":")[0] for problem in refusal.value.problems] == [
        "Mục tiêu M02 (Rừng trồng mới M02)", "Mục tiêu M03 (Rừng trồng mới M03)",
    ]  # fmt: skip
    assert not Programme.objects.exists()


def test_growth_with_every_year_is_taken(office: SampleOffice) -> None:
    target = raw_target(over_years="GROWTH", target="16", years=[{"year": 2021, "value": "12"}])
    assert target_of(load_programme(office, target)).years.get().value == 12


def test_a_figure_that_the_app_has_by_now_does_not_stop_the_same_file(office: SampleOffice) -> None:
    programme = load_programme(office, raw_target(years=TYPED))
    Plan.objects.filter(pk=office.plan.pk).update(year=2021)
    target = ProgrammeTarget.objects.get(programme=programme)
    result = programme_load(file=read_programme(raw_programme(raw_target(plan_year=2021, years=TYPED))))
    assert (result.changes, target.years.count()) == ((), 1)


def test_a_plan_keeps_the_indicators_that_targets_follow(office: SampleOffice) -> None:
    load_programme(office, raw_target(indicator="CT02"))
    with pytest.raises(StateRefusal) as refusal:
        add_plan(office, 2022, ["AMOUNT"])  # the same plan without its other indicators
    assert str(refusal.value) == FOLLOWED.format(target="M01 Rừng trồng mới M01")
    assert Indicator.objects.filter(plan=office.plan, code="CT02").exists()


# The chain of indicators


def test_a_chain_has_every_year_whichever_indicator_is_named(db: None) -> None:
    with clock.at(moment()):
        office = make_office(years=3)
    for year in (2020, 2021, 2022):
        programme = load_programme(
            office, raw_target(plan_year=year), first_year=2020, last_year=2025, document_number=f"{year}/CTr"
        )
        (chain,) = indicator_chains([target_of(programme)]).values()
        assert list(chain) == [2020, 2021, 2022]
        assert [link.plan for link in chain.values()] == [plan.pk for plan in office.plans]
    short = target_of(load_programme(office, raw_target(), first_year=2021, document_number="ngắn"))
    assert list(indicator_chains([short])[short.pk]) == [2021, 2022]


def test_a_chain_stops_at_drafts_other_owners_and_circles(db: None, django_assert_num_queries) -> None:
    with clock.at(moment()):
        office = make_office(years=3)
    target = target_of(load_programme(office, raw_target(), first_year=2020))
    first, middle, last = (plan.indicators.get(code="CT01") for plan in office.plans)
    Indicator.objects.filter(pk=first.pk).update(predecessor=last)  # a circle
    with django_assert_num_queries(1):
        assert list(indicator_chains([target])[target.pk]) == [2020, 2021, 2022]
    Plan.objects.filter(pk=middle.plan_id).update(status=PlanStatus.DRAFT)
    assert set(indicator_chains([target])[target.pk]) == {2020, 2022}
    Plan.objects.filter(pk=first.plan_id).update(owner=UnitFactory.create())
    assert set(indicator_chains([target])[target.pk]) == {2022}
    assert indicator_chains([]) == {}


def test_of_two_plans_of_a_year_the_active_one_is_followed(db: None) -> None:
    with clock.at(moment()):
        office = make_office(years=2)
    target = target_of(load_programme(office, raw_target(plan_year=2021)))
    second = Plan.objects.create(
        owner=office.district, document_number="16/KH", issued_on="2022-02-01", title="Kế hoạch", year=2022,
        status=PlanStatus.CLOSED,
    )  # fmt: skip
    own = office.indicators["CT01"]
    field = second.fields.create(code="KT", name="Kinh tế", order=1)
    twin = Indicator.objects.create(
        plan=second, code="X", name="X", field=field, order=1, measure=own.measure, unit_of_measure="ha",
        basis=own.basis, predecessor=own.predecessor,
    )  # fmt: skip
    assert indicator_chains([target])[target.pk][2022].indicator == own.pk
    Plan.objects.filter(pk=second.pk).update(status=PlanStatus.ACTIVE)
    assert indicator_chains([target])[target.pk][2022].indicator == twin.pk  # the newer of two active ones


# The command


def write(folder: Path, *targets: dict[str, Any], **changes: Any) -> Path:
    path = folder / "chuong-trinh.json"
    path.write_text(json.dumps(raw_programme(*targets, **changes)), encoding="utf-8")
    return path


def test_the_command_checks_loads_and_corrects(office: SampleOffice, tmp_path: Path, capsys) -> None:
    name = "Chương trình 20/CTr-UBND (2021–2025)"
    path = write(tmp_path)
    call_command("load_programme", path, check=True)
    assert not Programme.objects.exists()
    call_command("load_programme", path)
    call_command("load_programme", path)
    write_years(target_of(Programme.objects.get()), {2021: ProgrammeYearRow(2021, Decimal(5), "", "")}, actor=None)
    call_command("load_programme", path)
    call_command("load_programme", path, check=True, correct=True)
    assert ProgrammeYear.objects.exists()
    call_command("load_programme", path, correct=True)
    assert not ProgrammeYear.objects.exists()
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: tệp đúng quy cách, nạp được; chưa ghi gì.",
        f"{name}: đã nạp.",
        f"{name} đã có, không thay đổi gì.",
        f"{name} đã có, khác tệp 1 mục; chưa ghi gì. Số đã sửa trên trang có thể mới hơn tệp. "
        "Nếu muốn sửa chương trình theo tệp, hãy nạp lại với --correct.",
        "- Mục tiêu M01, năm 2021: bỏ",
        f"{name}: sẽ sửa 1 mục; chưa ghi gì.",
        "- Mục tiêu M01, năm 2021: bỏ",
        f"{name}: đã sửa 1 mục theo tệp.",
        "- Mục tiêu M01, năm 2021: bỏ",
    ]


def test_the_command_refuses_in_words(office: SampleOffice, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không nạp được chương trình, chưa ghi gì:\nChương trình: không có đơn vị"):
        call_command("load_programme", write(tmp_path, owner="X"))
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command("load_programme", tmp_path / "khong-co.json")
    with pytest.raises(CommandError, match="Hãy nêu tệp chương trình"):
        call_command("load_programme")
