"""Objects for tests; every factory makes a valid one, in Vietnamese."""

from typing import Any

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from units.enums import Role, UnitKind
from units.models import Membership, Unit, User

PASSWORD = "mat-khau-thu-nghiem"


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    # Far from the codes that tests give by hand, however many units a long run has made before.
    code = Sequence(lambda n: f"{70_000 + n}")
    name = Sequence(lambda n: f"Xã Thử {n}")
    short_name = LazyAttribute(lambda unit: unit.name.removeprefix("Xã "))
    kind = UnitKind.COMMUNE


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = Sequence(lambda n: f"nguoi-{n}")
    full_name = "Hoàng Thị Thử"
    must_change_password = False

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        password = fields.pop("password", PASSWORD)
        user = model_class(**fields)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    unit = SubFactory(UnitFactory)
    role = Role.REPORTER


def member(unit: Unit, role: Role, **fields: Any) -> User:
    """A person with one role at a unit."""
    user = UserFactory.create(**fields)
    MembershipFactory(user=user, unit=unit, role=role)
    return user
