"""A province, two districts, two communes and the people of each, for the tests of the administration."""

from dataclasses import dataclass
from datetime import date

from django.test import Client

from tests.factories import MembershipFactory, UnitFactory, UserFactory, member
from tests.stored_rows import built_once
from units.enums import Role, UnitKind
from units.models import Membership, Unit, User

TODAY = date(2022, 9, 15)


@dataclass
class SampleOffices:
    """Sample offices with their people. Shape: `people` by their names in the tables of tests."""

    units: dict[str, Unit]
    people: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def role(self, name: str, unit: str) -> Membership:
        """The person's role at the unit."""
        return self.people[name].memberships.get(unit=self.units[unit])


def make_offices() -> SampleOffices:
    """Province > district > two communes; another district beside it."""
    return built_once(_make)


def _make() -> SampleOffices:
    province = UnitFactory.create(code="06", name="Tỉnh Bắc Kạn", kind=UnitKind.PROVINCE)
    district = UnitFactory.create(code="064", name="Huyện Chợ Đồn", kind=UnitKind.DISTRICT, parent=province)
    other = UnitFactory.create(code="063", name="Huyện Bạch Thông", kind=UnitKind.DISTRICT, parent=province)
    commune = UnitFactory.create(code="02053", name="Xã Ngọc Phái", parent=district)
    second = UnitFactory.create(code="02038", name="Xã Quảng Bạch", parent=district)
    units = {"province": province, "district": district, "other": other, "commune": commune, "second": second}
    people = {
        "province admin": member(province, Role.ADMINISTRATOR, full_name="Bế Thị Tỉnh"),
        "district admin": member(district, Role.ADMINISTRATOR, full_name="Triệu Văn Quản"),
        "colleague": member(district, Role.ADMINISTRATOR, full_name="Ma Thị Cùng"),
        "other admin": member(other, Role.ADMINISTRATOR, full_name="Đặng Văn Khác"),
        "commune admin": member(commune, Role.ADMINISTRATOR, full_name="Lường Thị Xã"),
        "second admin": member(second, Role.ADMINISTRATOR, full_name="Hứa Văn Bạch"),
        "reviewer": member(district, Role.REVIEWER, full_name="Nông Văn Thẩm"),
        "leader": member(district, Role.LEADER, full_name="Hà Thị Lãnh"),
        "reporter": member(commune, Role.REPORTER, full_name="Hoàng Văn Nhập", username="hoang.nhap"),
        "two posts": UserFactory.create(full_name="Nguyễn Thị Hai", username="nguyen.hai"),
    }
    MembershipFactory(user=people["two posts"], unit=commune, role=Role.REPORTER)
    MembershipFactory(user=people["two posts"], unit=district, role=Role.LEADER)
    return SampleOffices(units, people)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client
