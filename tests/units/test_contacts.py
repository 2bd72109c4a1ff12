"""Whom people ask: kept by administrators, told to the units below and at the sign-in page, in the audit log."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from chodon_thidua.lib.refusals import InvalidInput, Refusal
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tests.reports.pages import page as parsed
from tests.reports.pages import visible_text
from tests.units.people import TODAY, SampleOffices, make_offices, signed_in
from units.enums import Role
from units.models import AuditEvent, UnitContact, UnitSuccession, User
from units.phones import PHONE_SHAPE, dial_address
from units.selectors.contacts import contacts_for, entrance_contacts
from units.services.contacts import contact_set

SIGN_IN = "/tai-khoan/dang-nhap/"
PERSON = {"name": "Ma Thị Hỏi", "post": "Văn phòng", "phone": "0209 388 2123"}


@pytest.fixture
def land(settings, db) -> SampleOffices:
    settings.TODAY = TODAY
    return make_offices()


def write(land: SampleOffices, unit: str, **changes) -> None:
    contact_set(unit=land.units[unit], actor=None, **PERSON | changes)


def told(land: SampleOffices, unit: str) -> list[str]:
    return [f"{line.duty} {line.name} ({line.unit.code})" for line in contacts_for(land.units[unit]).lines]


def at_the_entrance() -> str:
    return visible_text(parsed(Client(), SIGN_IN).xpath("//main")[0])


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("0209 388 2123", "tel:02093882123"),
        ("0912.345.678", "tel:0912345678"),
        ("+84 209 388 2123", "tel:+842093882123"),
        ("(0209) 3882123", ""),
        ("0209 3882123 máy lẻ 12", "tel:02093882123"),
        ("0209 388 2123/0912 345 678", "tel:02093882123"),
        ("", ""),
    ],
)
def test_the_first_number_is_dialled(phone: str, dialled: str) -> None:
    assert dial_address(phone) == dialled


@pytest.mark.parametrize("phone", ["12", "không có", "0209 388 2123 hỏi cô Hoa", "<b>0912345678</b>", "0912345678\n1"])
def test_what_is_no_number_is_refused(phone: str) -> None:
    with pytest.raises(ValidationError, match="Không hiểu số điện thoại"):
        PHONE_SHAPE(phone)


def test_a_unit_is_told_its_reviewers_and_the_nearest_office_s_contact(land) -> None:
    assert told(land, "commune") == ["Thẩm định Nông Văn Thẩm (064)"]
    write(land, "province", name="Đầu mối tỉnh")
    assert told(land, "commune") == ["Thẩm định Nông Văn Thẩm (064)", "Đầu mối Đầu mối tỉnh (06)"]
    write(land, "district")
    write(land, "commune", name="Đầu mối xã")
    assert told(land, "commune") == ["Thẩm định Nông Văn Thẩm (064)", "Đầu mối Ma Thị Hỏi (064)"]
    assert told(land, "district") == ["Đầu mối Đầu mối tỉnh (06)"]
    assert told(land, "province") == ["Đầu mối Đầu mối tỉnh (06)"]
    assert told(land, "other") == ["Đầu mối Đầu mối tỉnh (06)"]


def test_reviewers_are_those_in_force_nearest_above_by_given_name(land) -> None:
    far = UserFactory.create(full_name="Bế Văn Xa")
    MembershipFactory(user=far, unit=land.units["province"], role=Role.REVIEWER)
    for name, fields in {
        "Đỗ Thị An": {},
        "Lý Văn Hết": {"valid_to": date(2022, 9, 14)},
        "Lý Văn Sau": {"valid_from": date(2022, 9, 16)},
    }.items():
        user = UserFactory.create(full_name=name)
        MembershipFactory(user=user, unit=land.units["district"], role=Role.REVIEWER, **fields)
    assert told(land, "commune") == ["Thẩm định Đỗ Thị An (064)", "Thẩm định Nông Văn Thẩm (064)"]
    User.objects.filter(memberships__unit=land.units["district"]).update(is_active=False)
    assert told(land, "commune") == ["Thẩm định Bế Văn Xa (06)"]


def test_a_unit_is_told_its_mergers_in_their_order(land) -> None:
    for name, on in (("Xã Mới", date(2023, 1, 1)), ("Xã Cũ", date(2022, 7, 1)), ("Xã Xưa", date(2021, 1, 1))):
        old = UnitFactory.create(name=name, parent=land.units["district"])
        UnitSuccession.objects.create(predecessor=old, successor=land.units["commune"], on=on)
    assert contacts_for(land.units["commune"]).mergers == (
        "Xã Cũ nhập vào Xã Ngọc Phái từ ngày 01/07/2022.",
        "Xã Mới nhập vào Xã Ngọc Phái từ ngày 01/01/2023.",
    )
    assert contacts_for(old).mergers == (), "one of long ago is no news"
    gone = UnitFactory.create(name="Xã Đi", parent=land.units["district"])
    UnitSuccession.objects.create(predecessor=gone, successor=land.units["second"], on=date(2022, 9, 1))
    assert contacts_for(gone).mergers == ("Xã Đi nhập vào Xã Quảng Bạch từ ngày 01/09/2022.",)


def test_the_office_is_told_once_where_all_are_there(land) -> None:
    write(land, "district")
    office = contacts_for(land.units["commune"]).office
    assert office == land.units["district"]
    write(land, "district", name="", post="", phone="")
    write(land, "province")
    assert contacts_for(land.units["commune"]).office is None
    assert contacts_for(land.units["province"]).office == land.units["province"]


@pytest.mark.parametrize("number", [1, 3])
def test_queries(land, django_assert_num_queries, number: int) -> None:
    write(land, "district")
    for _ in range(number):
        MembershipFactory(unit=land.units["district"], role=Role.REVIEWER)
        UnitSuccession.objects.create(
            predecessor=UnitFactory.create(), successor=land.units["commune"], on=date(2022, 7, 1)
        )
        write(land, "province", name=f"Đầu mối {number}")
    with django_assert_num_queries(3):
        contacts_for(land.units["commune"])
    with django_assert_num_queries(1):
        entrance_contacts()


def test_the_sign_in_page_tells_the_highest_office_s_contact_and_no_account(land) -> None:
    assert "Quên mật khẩu: anh/chị liên hệ quản trị kế hoạch của đơn vị." in at_the_entrance()
    write(land, "district")
    write(land, "commune", name="Đầu mối xã")
    page = at_the_entrance()
    assert "Quên mật khẩu hoặc chưa có tài khoản, anh/chị hỏi" in page
    assert "Ma Thị Hỏi, Văn phòng, Huyện Chợ Đồn, 0209 388 2123" in page
    assert "Đầu mối xã" not in page
    assert not any(user.full_name in page or user.username in page for user in land.people.values())


def test_a_long_list_is_not_shown_to_people_who_cannot_sign_in(land) -> None:
    for number in range(3):
        contact_set(unit=UnitFactory.create(), actor=None, **PERSON | {"name": f"Người {number}"})
    assert "Người 2" in at_the_entrance()
    contact_set(unit=UnitFactory.create(), actor=None, **PERSON | {"name": "Người 3"})
    assert "Người" not in at_the_entrance().replace("Người dùng", "")


def test_an_administrator_writes_corrects_and_takes_away(land) -> None:
    client, unit = signed_in(land["district admin"]), land.units["district"]
    at = f"/quan-tri/don-vi/{unit.pk}/lien-he/"
    for sent in (PERSON, PERSON | {"phone": "0912 345 678"}, dict.fromkeys(PERSON, "")):
        answer = client.post(at, sent, follow=True)
        assert "Đã lưu người liên hệ của Huyện Chợ Đồn." in answer.content.decode()
    assert not UnitContact.objects.exists()
    events = AuditEvent.objects.filter(action="CONTACT_CHANGE").order_by("pk")
    assert [(event.before["phone"], event.after["phone"]) for event in events] == [
        ("", "0209 388 2123"),
        ("0209 388 2123", "0912 345 678"),
        ("0912 345 678", ""),
    ]
    client.post(at, dict.fromkeys(PERSON, ""))
    assert events.count() == 3, "an act that changed nothing is in the log"
    log = visible_text(parsed(client, "/quan-tri/nhat-ky/").xpath("//main")[0])
    assert "Ghi người liên hệ của đơn vị" in log
    assert "điện thoại" in log


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "", "phone": "0209 388 2123"}, "Hãy ghi họ và tên."),
        ({"name": "Ma Thị Hỏi", "phone": ""}, "Hãy ghi số điện thoại."),
        ({"name": "Ma Thị Hỏi", "phone": "số mới"}, "Không hiểu số điện thoại này."),
        ({"name": "x" * 121, "phone": "0209 388 2123"}, "120"),
    ],
)
def test_what_is_refused_comes_back_with_its_sentence(land, sent, sentence: str) -> None:
    unit = land.units["district"]
    answer = signed_in(land["district admin"]).post(f"/quan-tri/don-vi/{unit.pk}/lien-he/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{sent["phone"]}"' in answer.content.decode()
    assert not UnitContact.objects.exists()


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("district admin", "commune", 302),
        ("commune admin", "commune", 302),
        ("commune admin", "district", 404),
        ("other admin", "district", 404),
        ("reviewer", "commune", 404),
        ("reporter", "commune", 404),
    ],
)
def test_who_may(land, who: str, unit: str, status: int) -> None:
    at = f"/quan-tri/don-vi/{land.units[unit].pk}/lien-he/"
    assert signed_in(land[who]).post(at, PERSON).status_code == status
    if status == 404:
        with pytest.raises(Refusal):
            contact_set(unit=land.units[unit], actor=User.objects.get(pk=land[who].pk), **PERSON)


def test_post_and_phone_of_a_person_are_kept_with_the_account(land) -> None:
    client, reviewer = signed_in(land["district admin"]), land["reviewer"]
    client.post(
        f"/quan-tri/tai-khoan/{reviewer.pk}/sua/",
        {"full_name": "Nông Văn Thẩm", "email": "", "post": " Chuyên  viên ", "phone": "0912 345 678"},
    )
    line = contacts_for(land.units["commune"]).lines[0]
    assert (line.post, line.phone, line.dial_address) == ("Chuyên viên", "0912 345 678", "tel:0912345678")
    event = AuditEvent.objects.get(action="ACCOUNT_CHANGE")
    assert (event.before["phone"], event.after["phone"]) == ("", "0912 345 678")
    refused = client.post(
        f"/quan-tri/tai-khoan/{reviewer.pk}/sua/", {"full_name": "Nông Văn Thẩm", "post": "", "phone": "gọi cô Hoa"}
    )
    assert refused.status_code == 422
    assert "Không hiểu số điện thoại" in refused.content.decode()


def test_the_list_of_units_names_whom_to_ask(land) -> None:
    write(land, "district")
    rows = parsed(signed_in(land["district admin"]), "/quan-tri/don-vi/").xpath("//tbody/tr")
    assert ["Ma Thị Hỏi, 0209 388 2123" in visible_text(row) for row in rows] == [True, False, False]
    assert "chưa ghi" in visible_text(rows[1])


def test_a_name_without_a_number_is_no_contact(land) -> None:
    with pytest.raises(InvalidInput) as refusal:
        write(land, "district", phone="")
    assert set(refusal.value.errors) == {"phone"}
