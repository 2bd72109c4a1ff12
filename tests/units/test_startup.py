"""The start of a production server, refused on a database with demo accounts."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError
from django.db.models import QuerySet
from pytest_django.fixtures import Settings

from tests.factories import UserFactory
from units.startup_checks import refuse_demo_accounts_in_production

pytestmark = pytest.mark.django_db


def test_production_starts_without_demo_accounts() -> None:
    UserFactory.create()
    refuse_demo_accounts_in_production()


def test_production_stops_at_a_demo_account() -> None:
    UserFactory.create(is_demo=True, is_active=False)
    with pytest.raises(ImproperlyConfigured, match="demo accounts"):
        refuse_demo_accounts_in_production()


@pytest.mark.parametrize("flag", ["DEMO", "DEBUG"])
def test_a_demo_starts_with_them(settings: Settings, flag: str) -> None:
    UserFactory.create(is_demo=True)
    setattr(settings, flag, True)
    refuse_demo_accounts_in_production()


def test_a_database_not_migrated_yet_is_left_to_the_health_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(self: object) -> bool:
        raise ProgrammingError("no such table")

    monkeypatch.setattr(QuerySet, "exists", missing)
    refuse_demo_accounts_in_production()
