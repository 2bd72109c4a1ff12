"""Saving what two people write at the same instant."""

from collections.abc import Collection

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from tests.factories import UnitFactory, UserFactory
from units.enums import Role
from units.models import Membership, User

pytestmark = pytest.mark.django_db


def blind_once(monkeypatch, user: User) -> None:
    """Lets the first look miss what another transaction is about to commit."""
    real, looks = user.full_clean, []

    def full_clean(exclude: Collection[str] = ()) -> None:
        looks.append(1)
        if len(looks) > 1:
            real(exclude=exclude)

    monkeypatch.setattr(user, "full_clean", full_clean)


def test_what_somebody_wrote_meanwhile_is_said_in_words(monkeypatch) -> None:
    UserFactory.create(username="thu.hoang")
    late = User(username="thu.hoang", full_name="Hoàng Thị Thử")
    late.set_unusable_password()
    blind_once(monkeypatch, late)
    with transaction.atomic():
        with pytest.raises(InvalidInput) as refusal:
            save_valid(late)
        assert list(refusal.value.errors) == ["username"]
        assert User.objects.count() == 1  # the transaction around it goes on


def test_what_no_look_finds_is_still_no_fault_of_the_server(monkeypatch) -> None:
    UserFactory.create(username="thu.hoang")
    late = User(username="thu.hoang", full_name="Hoàng Thị Thử")
    monkeypatch.setattr(late, "full_clean", lambda exclude: None)
    with pytest.raises(InvalidInput) as refusal:
        save_valid(late)
    assert refusal.value.errors[""].startswith("Chưa lưu được")
    assert not isinstance(refusal.value.__cause__, ValidationError)


def test_objects_read_before_are_not_looked_for_again_but_a_second_row_is_still_refused_in_words() -> None:
    unit, user = UnitFactory.create(), UserFactory.create()
    first = Membership(user=user, unit=unit, role=Role.REPORTER)
    with CaptureQueriesContext(connection) as queries:
        save_valid(first)
    assert [query["sql"] for query in queries if 'FROM "units_unit"' in query["sql"]] == []
    with transaction.atomic():
        with pytest.raises(InvalidInput) as refusal:
            save_valid(Membership(user=user, unit=unit, role=Role.REPORTER))
        assert Membership.objects.count() == 1
    assert "đã" in refusal.value.errors[""]
