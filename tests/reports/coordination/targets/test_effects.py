"""Tests of the look at what changed targets would mean, before anything is saved."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from reports.coordination.targets.effects import changes_mark, target_effects
from reports.models import RollUp
from targets.enums import Comparator, PeriodState, Status
from targets.models import Period, Target
from targets.selectors import plan_view
from targets.services import TargetValues
from targets.target_values import target_values
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.freezing import freeze, snapshot_path
from tests.reports.pages import report_all_communes, signed_in, visible_text
from tests.reports.reviewing import query_count
from units.models import AuditEvent, Unit
from units.visibility import visible_units_below

pytestmark = pytest.mark.django_db
QUERIES = {"sqlite": 56, "postgresql": 57}  # there reports are locked against a change meanwhile
URL = "/ke-hoach/2022/chi-tieu/CT01/"


@pytest.fixture
def office():
    with clock.at(moment()):
        yield make_office(communes=2)


def levels(office: SampleOffice) -> dict[str, Decimal | None]:
    return dict(Target.objects.filter(indicator=office.indicators["CT01"]).values_list("unit__code", "value"))


def effects_of(office: SampleOffice, changes: dict[Unit, str], reason: str = "Điều chuyển đất"):
    view = plan_view(visible_units_below(office.district), year=2022)
    indicator = office.indicators["CT01"]
    stored = {t.unit_id: target_values(t) for t in Target.objects.filter(indicator=indicator)}
    return target_effects(
        view=view,
        indicator=indicator,
        changes={
            unit: (stored[unit.pk], TargetValues(Comparator.AT_LEAST, Decimal(value), stored[unit.pk].reports))
            for unit, value in changes.items()
        },
        actor=office.administrator,
        reason=reason,
    )


def names(periods: Iterable[Period]) -> list[str]:
    return [period.name for period in periods]


def test_the_look_saves_nothing(office):
    report_all_communes(office, ordinal=1)
    stored, events, totals = levels(office), AuditEvent.objects.count(), RollUp.objects.count()
    effects = effects_of(office, {office.communes[0]: "60"})
    assert [(change.unit, str(change.before), str(change.after)) for change in effects.changes] == [
        (office.communes[0], "≥ 40, nhập số liệu", "≥ 60, nhập số liệu")
    ]
    assert (levels(office), AuditEvent.objects.count(), RollUp.objects.count()) == (stored, events, totals)


def test_it_tells_which_assessments_change_and_where(office):
    """50 ha each: 40 is exceeded, 60 is not reached yet."""
    report_all_communes(office, ordinal=1)
    effects = effects_of(office, {office.communes[0]: "600"})
    [change] = effects.status_changes
    assert (change.unit, change.period.name, change.before) == (office.communes[0], "Quý I", Status.EXCEEDED)
    assert change.after not in (Status.EXCEEDED, Status.MET)
    assert effects.status_counts == [(change.text, 1)]
    assert names(effects.year.reassessed) == ["Quý I", "Quý II", "Quý III"]


def test_a_new_headline_assesses_the_whole_plan(office):
    report_all_communes(office, ordinal=1)
    effects = effects_of(office, {office.district: "9000"})
    assert {change.unit for change in effects.status_changes} == {office.district}


def test_without_approved_figures_nothing_is_assessed(office):
    effects = effects_of(office, {office.communes[0]: "41"})
    assert (effects.status_changes, effects.year.reassessed) == ([], ())


@pytest.mark.parametrize(
    ("value", "imbalance"),
    [
        ("40", ""),
        ("50,5", "Phân bổ vượt chỉ tiêu chung: đã giao 90,5/80, vượt 10,5."),
        ("0", "Phân bổ chưa hết chỉ tiêu chung: đã giao 40/80, còn 40."),
    ],
)
def test_too_much_and_too_little_is_said(office, value, imbalance):
    effects = effects_of(office, {office.communes[0]: value.replace(",", ".")})
    assert effects.imbalance == imbalance


def test_the_mark_stands_for_exactly_these_changes(office):
    one, other = office.communes
    old, new = TargetValues(), TargetValues(Comparator.AT_LEAST, Decimal(1), True)
    changes = {one: (old, new), other: (old, new)}
    assert changes_mark(changes) == changes_mark(dict(reversed(changes.items())))
    same = TargetValues(Comparator.AT_LEAST, Decimal("1.000"), True)
    assert changes_mark(changes) == changes_mark({one: (None, same), other: (old, new)})
    for different in (
        {one: (old, new)},
        {one: (new, new), other: (old, new)},
        {one: (old, TargetValues(Comparator.AT_MOST, Decimal(1), True)), other: (old, new)},
        {one: (old, TargetValues(Comparator.AT_LEAST, Decimal(1), False)), other: (old, new)},
    ):
        assert changes_mark(changes) != changes_mark(different)


@pytest.mark.parametrize(("communes", "ordinals"), [(1, [1]), (3, [1, 2])])
def test_queries_do_not_grow_with_units_and_periods(db, communes, ordinals):
    with clock.at(moment()):
        office = make_office(communes=communes)
        for ordinal in ordinals:
            report_all_communes(office, ordinal=ordinal)
        assert query_count(lambda: effects_of(office, {office.communes[0]: "41"})) == QUERIES[connection.vendor]


# The page


def posted(client: Client, fields: dict[str, str]) -> Any:
    response = client.post(URL, fields)
    return response, html.fromstring(response.content.decode() or "<p></p>")


def fields_of(tree: Any) -> dict[str, str]:
    return {name: value or "" for name, value in tree.get_element_by_id("giao").form_values()}


def open_page(client: Client) -> Any:
    return html.fromstring(client.get(URL).content.decode())


def test_the_page_shows_the_effects_and_saves_on_the_second_click(office):
    report_all_communes(office, ordinal=1)
    client, commune = signed_in(office.administrator), office.communes[0]
    fields = fields_of(open_page(client)) | {f"value_{commune.pk}": "600", "reason": "Điều chuyển"}
    response, tree = posted(client, fields)
    text = visible_text(tree.get_element_by_id("thay-doi"))
    assert (response.status_code, levels(office)[commune.code]) == (200, 40)
    assert "Chỉ tiêu giao là mức của cả năm 2022, áp dụng cho mọi kỳ:" in text
    assert "Đánh giá tính lại: Quý I (đang mở), Quý II (đang mở), Quý III (đang mở)." in text
    assert "Theo mức mới khi có số liệu được duyệt: Quý IV, Cả năm." in text
    assert "Chưa chốt số liệu họp nào có chỉ tiêu này." in text
    assert "Xã Ngọc Phái: ≥ 40, nhập số liệu → ≥ 600, nhập số liệu" in text
    assert "Đánh giá thay đổi: 1 ô Vượt" in text
    assert "vượt 560" in text
    assert "Vẫn lưu, dù phân bổ vượt" in text
    response, _ = posted(client, fields_of(tree))
    assert (response.status_code, levels(office)[commune.code]) == (302, 600)


def test_the_page_names_the_frozen_numbers_that_stay(office):
    report_all_communes(office, ordinal=1)
    office.set_period(1, PeriodState.LOCKED)
    snapshot, client = freeze(office, ordinal=1), signed_in(office.administrator)
    fields = fields_of(open_page(client)) | {f"value_{office.communes[0].pk}": "41", "reason": "Điều chuyển"}
    look = posted(client, fields)[1].get_element_by_id("thay-doi")
    assert "Đánh giá tính lại: Quý I (đã khóa), Quý II (đang mở)" in visible_text(look)
    [link] = look.xpath(".//a[starts-with(@href, '/xuat/')]")
    assert link.get("href") == snapshot_path(snapshot)
    assert f"giữ nguyên: {snapshot.meeting} (Quý I, {office.district.name})." in visible_text(look)


def test_what_is_changed_after_the_look_is_looked_at_again(office):
    client, (one, other) = signed_in(office.administrator), office.communes
    _, tree = posted(client, fields_of(open_page(client)) | {f"value_{one.pk}": "41"})
    response, tree = posted(client, fields_of(tree) | {f"value_{other.pk}": "39"})
    assert (response.status_code, levels(office)[one.code], levels(office)[other.code]) == (200, 40, 40)
    assert "Đồng ý lưu" in visible_text(tree.get_element_by_id("thay-doi"))  # balanced now
    posted(client, fields_of(tree))
    assert (levels(office)[one.code], levels(office)[other.code]) == (41, 39)


def test_a_missing_reason_is_asked_for_before_the_look(office):
    report_all_communes(office, ordinal=1)
    client = signed_in(office.administrator)
    response, tree = posted(client, fields_of(open_page(client)) | {f"value_{office.communes[0].pk}": "41"})
    assert response.status_code == 422
    assert not tree.xpath("//*[@id='thay-doi']")
    assert "Hãy ghi lý do điều chỉnh" in visible_text(tree)


def test_saving_without_a_change_looks_at_nothing(office):
    client = signed_in(office.administrator)
    response, _ = posted(client, fields_of(open_page(client)))
    assert response.status_code == 302


def test_the_page_gives_the_script_what_it_adds_up(office):
    tree = open_page(signed_in(office.administrator))
    assert tree.xpath("//output/@data-balance") == ["80"]
    assert tree.xpath("//input[@data-headline]/@data-stored") == ["80"]
    assert tree.xpath("//input[@data-stored and not(@data-headline)]/@data-stored")[:2] == ["40", "40"]
    rate = html.fromstring(signed_in(office.administrator).get(URL.replace("CT01", "CT02")).content.decode())
    assert rate.xpath("//output") == []
