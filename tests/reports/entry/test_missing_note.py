"""What a row says while the note that “không áp dụng” asks for is still to come."""

import pytest

from chodon_thidua.lib import clock
from reports.models import Report
from tests.reports.builders import make_office, moment
from tests.reports.entering import EntrySession, entry_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter() -> EntrySession:
    return entry_session(make_office(communes=1, indicators=("AMOUNT",)))


@pytest.mark.parametrize(
    ("input_values", "state_text"),
    [
        ({"CT01-not_applicable": "on"}, "Ghi lý do rồi mới lưu"),
        ({"CT01-not_applicable": "on", "CT01-note": "  "}, "Ghi lý do rồi mới lưu"),
        ({"CT01-not_applicable": "on", "CT01-as_of": "20/09/2022"}, "Không hợp lệ – chưa lưu"),
        ({"CT01-not_applicable": "on", "CT01-full_year_estimate": "80.5"}, "Không hợp lệ – chưa lưu"),
        ({"CT01-not_applicable": "on", "CT01-numerator": "5", "CT01-note": "Không có"}, "Không hợp lệ – chưa lưu"),
    ],
)
def test_a_note_that_is_still_to_come_is_asked_for_and_not_called_wrong(reporter, input_values, state_text):
    with clock.at(moment()):
        answer = reporter.leave_cell("CT01", input_values)
    assert (answer.status, answer.state()) == (422, ("invalid", state_text))
    assert not Report.objects.exists()
