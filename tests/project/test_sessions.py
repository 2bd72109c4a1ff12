"""Sessions end after half an hour without a request, and are not written at each one."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse

from chodon_thidua.middleware.sessions import SESSION_WRITTEN_EVERY
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
START = datetime(2022, 9, 15, 1, 0, tzinfo=UTC)


@pytest.fixture
def signed_in(client):
    with time_machine.travel(START, tick=False) as clock:
        client.force_login(UserFactory.create())
        client.get(reverse("usersessions_list"))
        yield client, clock


def test_a_session_is_renewed_by_use_and_ends_when_idle(signed_in):
    client, clock = signed_in
    for _ in range(3):
        clock.shift(timedelta(minutes=25))
        assert client.get(reverse("usersessions_list")).status_code == 200
    clock.shift(timedelta(minutes=31))
    assert client.get(reverse("usersessions_list")).status_code == 302


def test_a_session_is_written_once_a_minute(signed_in, django_assert_num_queries):
    client, clock = signed_in
    end = Session.objects.get().expire_date
    clock.shift(timedelta(seconds=SESSION_WRITTEN_EVERY - 1))
    client.get(reverse("usersessions_list"))
    assert Session.objects.get().expire_date == end
    clock.shift(timedelta(seconds=1))
    client.get(reverse("usersessions_list"))
    assert Session.objects.get().expire_date > end
