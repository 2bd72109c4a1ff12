"""Texts that look the same are the same to the program: every way in, with every disguise of a text."""

import io
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from chodon_thidua.lib.fields import DayField, LineField, MailField, NumberField, TextField
from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from chodon_thidua.lib.pagination import search_text
from chodon_thidua.lib.pasting.block import block_of
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import without_invisible
from reports.intake.figures.layout import LAYOUT, SITUATIONS
from reports.intake.kit.cells import read_cell
from reports.intake.kit.template_layout import HEADING_ROW
from reports.models import Figure
from reports.progress.filters import ProgressFilter
from tests.factories import PASSWORD, UnitFactory, UserFactory
from tests.lib.text_disguises import ONE_BLANK, disguise, disguise_examples
from tests.reports.builders import make_office, moment
from tests.reports.entering import entry_session
from tests.reports.intake import filling
from tests.reports.pages import signed_in
from units.enums import Role
from units.forms.unit_field import unit_by_text
from units.models import Unit, User
from units.services import account_create
from units.unit_file import read_units

SECRET = "Mật khẩu của Ngọc 2022"
UNITS = [Unit(pk=1, code="X-7", name="Xã Ngọc Phái"), Unit(pk=2, code="X-8", name="Xã Yên Mỹ")]


def in_a_cell(text: str, key: str) -> Any:
    return read_cell(WorkbookCell("s", text), LAYOUT.columns[LAYOUT.places[key]])


def in_an_address(text: str, name: str) -> ProgressFilter:
    return ProgressFilter.from_request(RequestFactory().get("/", {name: text}))


def in_a_units_file(text: str) -> str:
    entry = f'{{"units": [{{"code": "X-7", "kind": "COMMUNE", "name": "{text}"}}]}}'
    return read_units(entry).units[0].name


WAYS_IN: list[tuple[str, str, Callable[[str], Any], Any]] = [
    ("a number of a form", "−1 234,5", NumberField().clean, Decimal("-1234.5")),
    ("a day of a form", "28/04/2022", DayField().clean, date(2022, 4, 28)),
    ("a line of a form", "15/KH-UBND ngày 26", LineField().clean, "15/KH-UBND ngày 26"),
    ("a note of a form", "Chậm", TextField().clean, "Chậm"),
    ("an address for mail", "an.nguyen@example.vn", MailField().clean, "an.nguyen@example.vn"),
    ("a unit that is typed", "Xã Ngọc Phái", lambda text: unit_by_text(text, UNITS), UNITS[0]),
    ("a unit by its code", "X-7", lambda text: unit_by_text(text, UNITS), UNITS[0]),
    ("a pasted block", "1 234,5", lambda text: block_of(f"{text.strip()}\t2"), [["1 234,5", "2"]]),
    ("a number of a workbook", "16,1", lambda text: in_a_cell(text, "numerator"), Decimal("16.1")),
    ("a day of a workbook", "14/09/2022", lambda text: in_a_cell(text, "as_of"), date(2022, 9, 14)),
    ("a choice of a workbook", SITUATIONS[0], lambda text: in_a_cell(text, "situation"), SITUATIONS[0]),
    ("a source of a workbook", "Phòng Nội vụ", lambda text: in_a_cell(text, "source"), "Phòng Nội vụ"),
    ("a unit of an address", "X-7", lambda text: in_an_address(text, "don-vi").unit_code, "X-7"),
    ("a year of an address", "2022", lambda text: in_an_address(text, "nam").year, 2022),
    ("a search", "rừng trồng", lambda text: search_text(RequestFactory().get("/", {"tim": text})), "rừng trồng"),
    ("a user name", "Nhap-02053", User._meta.get_field("username").to_python, "nhap-02053"),
    ("a password", SECRET, lambda text: kept_secret().check_password(text), True),
]


def kept_secret() -> User:
    user = User(username="a")
    user.set_password(SECRET)
    return user


@pytest.mark.parametrize(("text", "read_in", "value"), [way[1:] for way in WAYS_IN], ids=[way[0] for way in WAYS_IN])
def test_every_disguise_is_read_as_the_text_itself(text: str, read_in: Callable[[str], Any], value: Any) -> None:
    assert read_in(text) == value
    texts = disguise_examples(text)
    if text == SECRET:  # the number of its blanks counts
        texts = [
            one
            for one in texts
            if len(without_invisible(unicodedata.normalize("NFC", one))) == len(text) and "\t" not in one
        ]
    if text == "1 234,5":  # a tab and a line end part cells
        texts = [one for one in texts if "\t" not in one and one.splitlines() == [one]]
    assert {one: read_in(one) for one in texts} == dict.fromkeys(texts, value)


SLOW = {"a password", "a pasted block"}  # argon2; a line end in a block begins a row


@given(st.data())
@pytest.mark.parametrize(
    ("text", "read_in", "value"),
    [way[1:] for way in WAYS_IN if way[0] not in SLOW],
    ids=[way[0] for way in WAYS_IN if way[0] not in SLOW],
)
def test_any_sprinkling_changes_nothing(
    text: str, read_in: Callable[[str], Any], value: Any, data: st.DataObject
) -> None:
    assert read_in(data.draw(disguise(text))) == value


@given(st.data())
def test_names_in_a_units_file(data: st.DataObject) -> None:
    disguised_name = data.draw(disguise("Xã Ngọc Phái", ONE_BLANK)).strip()
    assert in_a_units_file(disguised_name.replace("\x00", "\\u0000")) == "Xã Ngọc Phái"


# What only shows with a database and the pages


def sign_in(username: str, password: str) -> bool:
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"login": username, "password": password})
    return client.get("/tai-khoan/phien/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_lets_in_however_it_was_typed_at_either_time(form: str) -> None:
    UserFactory.create(username="nhap-02053", password=unicodedata.normalize(form, SECRET), must_change_password=False)
    for typed_form in ("NFC", "NFD"):
        assert sign_in("nhap-02053", unicodedata.normalize(typed_form, SECRET))
    assert sign_in("\u200bNHAP\u2011 02053 ".replace(" 0", "0"), SECRET.replace(" ", "\u00a0") + "\u200b")
    assert not sign_in("nhap-02053", f"{SECRET} ")
    assert not sign_in("nhap-02053", SECRET.lower())


@pytest.mark.django_db
def test_a_password_that_was_kept_as_it_was_typed_still_lets_in() -> None:
    old = unicodedata.normalize("NFD", SECRET)
    user = UserFactory.create(must_change_password=False)
    User.objects.filter(pk=user.pk).update(password=make_password(old))
    user.refresh_from_db()
    assert user.check_password(old)
    assert not user.check_password(f"{old}!")


@pytest.mark.django_db
def test_the_page_takes_a_new_password_typed_in_two_ways() -> None:
    user, client = UserFactory.create(must_change_password=True), Client()
    client.force_login(user)
    new = "Rừng xanh Chợ Đồn"
    again = unicodedata.normalize("NFD", new) + "\u200b"
    answer = client.post(
        "/tai-khoan/doi-mat-khau/", {"oldpassword": f"{PASSWORD}\ufeff", "password1": new, "password2": again}
    )
    assert answer.status_code == 302
    assert sign_in(user.username, again)


@pytest.mark.django_db
def test_the_length_of_a_password_is_that_of_what_one_sees() -> None:
    with pytest.raises(InvalidInput, match="Mật khẩu quá ngắn"):
        account_create(
            username="an.nguyen",
            full_name="An",
            password="ngắn" + "\u200b" * 20,
            memberships=[(UnitFactory.create(), Role.REPORTER)],
        )


@pytest.mark.django_db
def test_commands_read_what_is_pasted_into_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    UnitFactory.create(code="02053")
    monkeypatch.setattr("sys.stdin", io.StringIO(unicodedata.normalize("NFD", SECRET) + "\n"))
    call_command(
        "account_create",
        "An.Nguyen\u200b",
        full_name="Nguyễn  Văn\u00a0An",
        unit="02053\ufeff",
        role="REPORTER",
        password_stdin=True,
    )
    user = User.objects.get(username=" AN.NGUYEN")
    assert (user.username, user.full_name) == ("an.nguyen", "Nguyễn Văn An")
    assert user.check_password(SECRET)
    passwords = iter([f"{SECRET}!", unicodedata.normalize("NFD", f"{SECRET}!")])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(passwords))
    call_command("changepassword", "an.nguyen\u200b")
    user.refresh_from_db()
    assert user.check_password(f"{SECRET}!")


@pytest.mark.django_db
@pytest.mark.parametrize("code", disguise_examples("X-7"))
def test_the_path_of_an_address(code: str, client: Client) -> None:
    office = make_office(communes=1)
    Unit.objects.filter(pk=office.communes[0].pk).update(code="X-7")
    if "\n" not in code:  # no address has a line end
        assert signed_in(office.leader).get(f"/don-vi/{quote(code)}/", {"nam": "2022\u200b"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("figure_text", disguise_examples("116,5"))
def test_a_figure_typed_and_pasted_on_the_page(figure_text: str) -> None:
    with clock.at(moment()):
        office = make_office(communes=1, indicators=("AMOUNT",))
        person = entry_session(office)
        assert person.leave_cell("CT01", {"CT01-numerator": figure_text}).status == 200
        assert Figure.objects.get().numerator == Decimal("116.5")
        if "\t" not in figure_text:
            answer = person.post("dan/", {"at": "CT01-numerator", "text": figure_text.strip()})
            assert answer.tree.xpath("//tr[@data-paste]")[0].get("data-value") == "116,5"


@pytest.mark.django_db
def test_a_workbook_filled_with_disguises() -> None:
    with clock.at(moment()):
        office = make_office(communes=1, indicators=("AMOUNT", "AMOUNT"))
        person = filling.intake_session(office)
        workbook = person.download_template()
        workbook.fill("CT01", numerator="\ufeff16,1\u200b", note=" Dòng một\r\nDòng hai\u200b")
        workbook.fill("CT02", situation="Không  phát\u00a0sinh\u200b")
        heading = workbook.sheet.cell(HEADING_ROW, 2)
        heading.value = f" {unicodedata.normalize('NFD', heading.value.upper())}\n"
        preview = person.send(workbook)
        assert preview.faults == {}
        person.confirm(preview)
        first, second = Figure.objects.order_by("indicator__code")
        assert (first.numerator, first.note, second.numerator) == (Decimal("16.1"), "Dòng một\nDòng hai", 0)
