"""The inputs of unsent forms: which come back to be corrected, which to be read, and which are never seen."""

from collections.abc import Iterator

import pytest
from django import forms
from django.test import Client
from django.urls import get_resolver
from lxml import html

from chodon_thidua.unsent_forms.inputs import FIELD_LABELS, LABELS, InputKind, UnsentInput, unsent_inputs
from reports.models import Report
from tests.factories import PASSWORD, UnitFactory
from tests.project.test_access import built, office  # noqa: F401 - fixtures
from tests.project.test_unsent_forms import WAITING, forms_of, idle_client, sign_in
from tests.reports.builders import SampleOffice
from tests.reports.pages import visible_text

pytestmark = pytest.mark.django_db


def the_input(name: str, value: str) -> UnsentInput:
    [one] = unsent_inputs([[name, value]], {})
    assert (one.name, one.value) == (name, value)
    return one


@pytest.mark.parametrize(
    ("name", "value", "kind", "label"),
    [
        ("CT01-numerator", "1.234,5", InputKind.NUMBER, "CT01: số liệu"),
        ("CT-02-denominator", "80.5", InputKind.NUMBER, "CT-02: mẫu số"),
        ("CT01-full_year_estimate", "9", InputKind.NUMBER, "CT01: ước cả năm"),
        ("CT01-note", "mưa", InputKind.TEXT, "CT01: giải trình"),
        ("CT01-source", "Niên giám", InputKind.LINE, "CT01: nguồn"),
        ("CT01-source", "hai\r\ndòng", InputKind.TEXT, "CT01: nguồn"),
        ("CT01-as_of", "14/09/2022", InputKind.LINE, "CT01: số liệu đến ngày"),
        ("CT01-as_of", "2022-09-14", InputKind.DAY, "CT01: số liệu đến ngày"),
        ("due_on", "2022-9-14", InputKind.LINE, "hạn gửi"),
        ("reason", "Thiếu biên bản", InputKind.TEXT, "lý do"),
        ("nhan-xet-CT01", "sai đơn vị tính", InputKind.TEXT, "CT01: nhận xét"),
        ("full_name", "Hoàng Văn Mới", InputKind.LINE, "họ và tên"),
        ("meeting_name", "Họp giao ban", InputKind.LINE, "tên cuộc họp"),
    ],
)
def test_what_was_typed_can_be_corrected(name, value, kind, label):
    one = the_input(name, value)
    assert (one.kind, one.label, one.is_typed, one.is_seen) == (kind, label, True, True)


@pytest.mark.parametrize(
    ("name", "value", "label", "text"),
    [
        ("CT01-nothing", "on", "CT01: không phát sinh", "có"),
        ("role", "REVIEWER", "vai trò", "Cán bộ thẩm định"),
        ("state", "LOCKED", "trạng thái", "đã khóa"),
        ("kind", "INSTRUCTION", "loại", "chỉ đạo"),
        ("comparator", ">=", "so sánh", "≥"),
        ("flagged", "CT01", "số liệu được đánh dấu", "CT01"),
        ("unit", "999999", "đơn vị", "999999"),
        ("don-vi", "02010", "đơn vị", "02010"),
    ],
)
def test_what_was_chosen_is_read(name, value, label, text):
    one = the_input(name, value)
    assert (one.kind, one.label, one.text, one.is_typed) == (InputKind.CHOICE, label, text, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", "2"),
        ("CT01-version", "2"),
        ("remarks_version", "4"),
        ("12-seen", "0123456789abcdef"),
        ("seen_12", "≥|40|1"),
        ("seen_effects", "abc"),
        ("token", "t"),
        ("once", "u"),
        ("accepted", "1"),
        ("CT01-numerator", " "),
        ("reason", ""),
        ("", "x"),
        ("-", "x"),
    ],
)
def test_what_a_machine_wrote_and_what_is_blank_goes_along_unseen(name, value):
    one = the_input(name, value)
    assert (one.kind, one.label, one.is_seen) == (InputKind.MACHINE, "", False)


def test_names_of_inputs_read_as_units_and_periods(django_assert_num_queries):
    unit = UnitFactory.create(name="Xã Ngọc Phái")
    names = (f"{unit.pk}-1-value", f"{unit.pk}-5-numerator", f"{unit.pk}-source", f"value_{unit.pk}", "999999-2-value")
    with django_assert_num_queries(1):
        values = [[name, "1"] for name in names] + [["unit", str(unit.pk)], ["subject_unit", "x"]]
        inputs = unsent_inputs(values, {1: "Tháng 1", 5: "Tháng 5"})
    assert [one.label for one in inputs] == [
        "Xã Ngọc Phái, Tháng 1: giá trị",
        "Xã Ngọc Phái, Tháng 5: số liệu",
        "Xã Ngọc Phái: nguồn",
        "Xã Ngọc Phái: giá trị",
        "kỳ 2: giá trị",
        "đơn vị",
        "đơn vị được công nhận",
    ]
    assert [one.text for one in inputs[-2:]] == ["Xã Ngọc Phái", "x"]


def test_without_units_nothing_is_read(django_assert_num_queries):
    with django_assert_num_queries(0):
        unsent_inputs([["reason", "a"], ["version", "1"], ["CT01-numerator", "2"]], {})


# Through the pages.


def returned(client: Client, office: SampleOffice, reason: str) -> tuple[str, dict[str, list[str]]]:  # noqa: F811
    at = f"/tham-dinh/2022/{office.communes[1].code}/3/tra-lai/"
    client.post(at, {"version": "2", "reason": reason, "flagged": ["CT01", "CT02"]})
    answer = sign_in(client, office.reviewer, WAITING)
    [form] = forms_of(answer)
    tree = html.fromstring(answer.content.decode())
    seen = tree.xpath("//main//form[@action=$at]//*[self::textarea or self::input][not(@type='hidden')]/@name", at=at)
    assert seen == ["reason"], "only what was typed can be changed"
    text = visible_text(tree.xpath("//main//section")[0])
    assert "Số liệu được đánh dấu: CT01" in text
    assert "version" not in text
    return form


def test_a_corrected_reason_is_what_the_unit_reads(office: SampleOffice):  # noqa: F811
    client = idle_client(office.reviewer)
    action, values = returned(client, office, "Thiếu biên bãn.")
    client.post(action, values | {"reason": ["Thiếu biên bản."]})
    report = Report.objects.get(unit=office.communes[1], period__ordinal=3)
    assert (report.state, report.events.latest("pk").comment) == ("RETURNED", "Thiếu biên bản.")


def test_the_page_itself_refuses_what_was_corrected_wrongly(office: SampleOffice):  # noqa: F811
    client = idle_client(office.reviewer)
    action, values = returned(client, office, "Thiếu biên bản.")
    answer = client.post(action, values | {"reason": [" "]})
    assert answer.status_code == 422
    assert "field-errors" in answer.content.decode() or "notice-error" in answer.content.decode()
    assert Report.objects.get(unit=office.communes[1], period__ordinal=3).state == "SUBMITTED"


def test_labels_belong_to_inputs_and_every_control_has_one(office: SampleOffice):  # noqa: F811
    client = idle_client(office.administrator)
    client.post("/quan-tri/tai-khoan/them/", {"full_name": "Hoàng <b>Văn", "email": "x@y", "valid_from": "2022-09-01"})
    client.post("/tai-khoan/dang-nhap/", {"login": office.administrator.username, "password": PASSWORD})
    tree = html.fromstring(client.get(WAITING).content.decode())
    controls = tree.xpath("//main//form[@id='gui-1']//input[not(@type='hidden')]")
    assert [(one.get("name"), one.value, one.get("type")) for one in controls] == [
        ("full_name", "Hoàng <b>Văn", None),
        ("email", "x@y", None),
        ("valid_from", "2022-09-01", "date"),
    ]
    labels = {label.get("for"): visible_text(label) for label in tree.xpath("//main//label")}
    assert [labels[one.get("id")] for one in controls] == ["Họ và tên", "Thư điện tử", "Từ ngày"]
    assert tree.xpath("//main//button[@form='gui-1']")


def test_every_label_is_a_word_of_the_office():
    assert all(label and label[0].islower() and "_" not in label for label in FIELD_LABELS.values())


def forms_below(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    yield form
    for child in form.__subclasses__():
        yield from forms_below(child)


def test_every_field_that_people_fill_in_has_its_label():
    """A field without one would go along unseen; the forms about accounts and lists are never kept."""
    get_resolver().url_patterns  # noqa: B018 - imports all forms
    own = ("units.forms", "targets.forms", "reports")
    names = {
        name
        for form in forms_below(forms.Form)
        if form.__module__.startswith(own) and form.__module__ not in ("units.forms.audit", "units.forms.passwords")
        for name in form.base_fields
    }
    assert names - LABELS.keys() == {"version", "seen", "once"}
