"""Limits on guessing: by account and by address, before the password is hashed, across processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django.asserts import assertContains
from pytest_django.fixtures import Settings

from tests.factories import PASSWORD, UserFactory
from units.models import AuditEvent, User

SIGN_IN = "/tai-khoan/dang-nhap/"
WRONG_PASSWORD = "sai"
LOCKED = "Đăng nhập sai quá nhiều lần. Hãy thử lại sau 5 phút."
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


class HashCounter:
    """Counts how many passwords were hashed."""

    def __init__(self) -> None:
        self.count = 0


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> HashCounter:
    counter, encode = HashCounter(), MD5PasswordHasher.encode

    def attempt_count(self: MD5PasswordHasher, password: str, salt: str) -> str:
        counter.count += 1
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", attempt_count)
    return counter


@pytest.fixture
def user(db: None) -> User:
    user = UserFactory.create(username="thamdinh")
    return user


def attempt(username: str = "thamdinh", *, password: str = WRONG_PASSWORD, address: str = "192.0.2.1", **headers: str):
    return Client(REMOTE_ADDR=address).post(SIGN_IN, {"login": username, "password": password}, headers=headers)


def test_an_account_is_locked_before_the_sixth_hash(user: User, hashes: HashCounter) -> None:
    for n in range(5):
        assertContains(attempt(address=f"192.0.2.{n}"), WRONG)
    assert hashes.count == 5
    # Neither the right password, another address, another spelling nor another port of this host opens it again.
    for response in (
        attempt(password=PASSWORD),
        attempt(address="198.51.100.7", password=PASSWORD),
        attempt(" ThamDinh"),
        attempt(password=PASSWORD, host="testserver:8443"),
    ):
        assertContains(response, LOCKED)
    assert hashes.count == 5
    reasons = list(AuditEvent.objects.order_by("pk").values_list("after__reason", flat=True))
    assert reasons == ["PASSWORD"] * 5 + ["LOCKED"] * 4


def test_names_that_do_not_exist_are_locked_alike(db: None, hashes: HashCounter) -> None:
    for _ in range(5):
        assertContains(attempt("khong-co"), WRONG)
    assertContains(attempt("khong-co"), LOCKED)
    assert hashes.count == 5


def test_the_lock_opens_after_five_minutes(user: User) -> None:
    with time_machine.travel("2026-03-02T08:00:00+07:00", tick=False) as clock:
        for _ in range(6):
            attempt()
        clock.shift(timedelta(minutes=4, seconds=59))
        assertContains(attempt(password=PASSWORD), LOCKED)
        clock.shift(timedelta(seconds=2))
        assert attempt(password=PASSWORD).status_code == 302


def test_other_accounts_stay_open(user: User) -> None:
    UserFactory.create(username="lanhdao")
    for _ in range(6):
        attempt()
    assert attempt("lanhdao", password=PASSWORD).status_code == 302


def test_signing_in_does_not_use_up_the_limit(user: User) -> None:
    for _ in range(8):
        assert attempt(password=PASSWORD).status_code == 302


def test_an_address_is_stopped_before_the_31st_hash_of_a_minute(user: User, hashes: HashCounter) -> None:
    for n in range(30):
        assertContains(attempt(f"nguoi-{n}"), WRONG)
    assertContains(attempt("nguoi-30"), LOCKED)
    assertContains(attempt(password=PASSWORD), LOCKED)
    assert hashes.count == 30
    assert attempt(password=PASSWORD, address="192.0.2.2").status_code == 302


def test_a_whole_ipv6_network_is_one_address(user: User, hashes: HashCounter) -> None:
    for n in range(30):
        attempt(f"nguoi-{n}", address=f"2001:db8::{n:x}")
    assertContains(attempt(address="2001:db8::ffff"), LOCKED)
    assert hashes.count == 30


def test_an_address_that_keeps_asking_gets_a_short_answer(user: User) -> None:
    answers = [attempt(f"nguoi-{n}").status_code for n in range(61)]
    assert answers == [200] * 60 + [429]
    assertContains(attempt(), "Thao tác quá nhiều lần, hãy đợi ít phút", status_code=429)
    assert AuditEvent.objects.count() == 60


def test_a_forwarded_address_is_not_believed_without_a_proxy(user: User) -> None:
    for n in range(30):
        attempt(f"nguoi-{n}", **{"X-Forwarded-For": f"203.0.113.{n}"})
    assertContains(attempt(**{"X-Forwarded-For": "203.0.113.99"}), LOCKED)
    assert set(AuditEvent.objects.values_list("after__address", flat=True)) == {"192.0.2.1"}


def test_the_configured_proxy_is_believed_and_what_the_client_puts_before_it_is_not(
    user: User, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(30):
        attempt(f"nguoi-{n}", **{"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.1"})
    assertContains(attempt(**{"X-Forwarded-For": "203.0.113.99, 198.51.100.1"}), LOCKED)
    assert set(AuditEvent.objects.values_list("after__address", flat=True)) == {"198.51.100.1"}
    other = attempt(password=PASSWORD, **{"X-Forwarded-For": "203.0.113.99, 198.51.100.2"})
    assert other.status_code == 302


def test_many_guessed_names_do_not_push_out_a_lock(user: User) -> None:
    """Django's database cache drops entries still valid once it holds more than MAX_ENTRIES, 300 by default."""
    for _ in range(6):
        attempt()
    for n in range(400):
        cache.set(f"allauth:rl:filler:{n}", [1.0], 300)
    assertContains(attempt(password=PASSWORD), LOCKED)


GUESS = """
import django
django.setup()
from tests.units.test_sign_in_limits import attempt
for _ in range(5):
    assert attempt().status_code == 200
"""


@pytest.fixture
def empty_cache() -> Iterator[None]:
    """The cache's table is no model's: flushing the database after the test leaves it alone."""
    yield
    cache.clear()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("empty_cache")
def test_guesses_in_another_process_count(hashes: HashCounter) -> None:
    user = UserFactory.create(username="thamdinh")
    subprocess.run(  # noqa: S603 - this test's own program
        [sys.executable, "-c", GUESS],
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"DATABASE_URL": address_of_test_database(), "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    hashes.count = 0
    assertContains(attempt(password=PASSWORD), LOCKED)
    assert hashes.count == 0
    assert AuditEvent.objects.filter(object_id=user.pk).count() == 6


def address_of_test_database() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    secret = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    return f"postgres://{database['USER']}{secret}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
