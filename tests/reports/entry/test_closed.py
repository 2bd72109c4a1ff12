"""Tests of input for a report that was sent: the same once more is accepted, anything else is refused and shown."""

import pytest
from django.urls import reverse

from chodon_thidua.lib import clock
from reports.enums import ReportAction
from tests.reports.builders import make_office, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    with clock.at(moment()):
        sample = make_office(communes=1, indicators=("AMOUNT",))
        sample.enter("CT01", 9)
        sample.submit()
        yield sample


def send(client, office, amount):
    client.force_login(office.reporters[0])
    address = reverse("reports:submit", args=(2022, office.communes[0].code, 3))
    return client.post(address, {"version": "1", "CT01-version": "0", "CT01-numerator": amount})


def submissions(office):
    return office.report().events.filter(action=ReportAction.SUBMIT).count()


def test_the_same_values_again_are_a_double_click(client, office):
    assert send(client, office, "9").status_code == 302
    assert submissions(office) == 1


def test_other_values_are_refused_and_shown(client, office):
    answer = send(client, office, "77")
    assert answer.status_code == 409
    assert "77" in answer.content.decode()
    assert "đang chờ thẩm định" in answer.content.decode()
    assert (submissions(office), office.report().figures.get().numerator) == (1, 9)
