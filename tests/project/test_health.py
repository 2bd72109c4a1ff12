"""The health check for the load balancer."""

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

pytestmark = pytest.mark.django_db


def test_all_is_well(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_migration_waits(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="reports").latest("id").delete()
    response = client.get("/healthz")
    assert (response.status_code, response.json()["problem"]) == (503, "migrations waiting")


def test_the_database_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*args: object) -> None:
        raise OperationalError("could not connect")

    monkeypatch.setattr(MigrationExecutor, "__init__", unreachable)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["problem"]) == (503, "database unreachable")


def test_it_is_read_only(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
    assert client.head("/healthz").status_code == 200
