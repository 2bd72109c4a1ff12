"""The audit log: what is written, and that nobody changes it afterwards."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError
from pytest_django.fixtures import Settings

from chodon_thidua.lib import request_id
from tests.factories import UnitFactory, UserFactory
from units.models import AuditEvent
from units.services import audit_record

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_which_object() -> None:
    actor, unit = UserFactory.create(), UnitFactory.create()
    with request_id.new() as number:
        audit_record(actor=actor, action="UNIT_CREATE", obj=unit, before={"to": None}, after={"to": date(2025, 6, 30)})
    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.object_type, event.object_id) == (
        actor,
        "UNIT_CREATE",
        "units.Unit",
        str(unit.pk),
    )
    assert (event.before, event.after) == ({"to": None}, {"to": "2025-06-30"})
    assert event.request_id == number
    assert len(number) == 32


def test_outside_a_request_and_without_an_object_the_event_says_so() -> None:
    audit_record(actor=None, action="EXPORT")
    event = AuditEvent.objects.get()
    assert (event.actor, event.object_type, event.object_id, event.request_id) == (None, "", "", "")


def test_the_audit_log_keeps_real_time_when_the_demo_moves_the_clock(settings: Settings) -> None:
    settings.TODAY = date(2022, 9, 15)
    now = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        event = audit_record(actor=None, action="EXPORT")
    assert event.at == now
    assert str(event) == "01/03/2026 09:30 EXPORT"


def test_no_event_is_changed() -> None:
    event = audit_record(actor=None, action="EXPORT")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(action="OTHER")
    event.action = "OTHER"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.save()
    assert AuditEvent.objects.get().action == "EXPORT"


@pytest.mark.postgresql
def test_no_event_is_deleted_on_postgresql() -> None:
    event = audit_record(actor=None, action="EXPORT")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.delete()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM units_auditevent")
    assert AuditEvent.objects.exists()


def test_who_acted_is_never_deleted() -> None:
    actor = UserFactory.create()
    audit_record(actor=actor, action="EXPORT")
    with pytest.raises(RestrictedError):
        actor.delete()
