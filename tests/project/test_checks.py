"""Django's own checks have nothing to say."""

import pytest
from django.core.checks import run_checks
from django.test import Client


def test_the_system_checks_are_silent() -> None:
    assert run_checks() == []


@pytest.mark.django_db
def test_help_is_there_for_everybody(client: Client) -> None:
    assert client.get("/tro-giup/").status_code == 200
