"""The clock that the demo and the loader can move."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django.fixtures import Settings

from chodon_thidua.lib import clock

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def test_without_a_moved_clock_it_is_now(settings: Settings) -> None:
    settings.TODAY = None
    with time_machine.travel(datetime(2026, 3, 1, 2, 30, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2026, 3, 1, 9, 30, tzinfo=VIETNAM)
        assert clock.now().tzinfo is not None
        assert clock.today() == date(2026, 3, 1)


def test_the_day_changes_at_midnight_in_vietnam(settings: Settings) -> None:
    settings.TODAY = None
    with time_machine.travel(datetime(2026, 2, 28, 17, 0, tzinfo=UTC), tick=False):
        assert clock.today() == date(2026, 3, 1)


def test_the_demo_day_keeps_the_time_on_the_wall(settings: Settings) -> None:
    settings.TODAY = date(2022, 9, 15)
    with time_machine.travel(datetime(2026, 2, 28, 17, 5, 6, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2022, 9, 15, 0, 5, 6, tzinfo=VIETNAM)
        assert clock.now().utcoffset() == timedelta(hours=7)
        assert clock.today() == date(2022, 9, 15)


def test_the_loader_moves_the_clock_and_puts_it_back(settings: Settings) -> None:
    settings.TODAY = date(2022, 9, 15)
    april, june = datetime(2022, 4, 1, 8, tzinfo=VIETNAM), datetime(2022, 6, 16, 18, tzinfo=UTC)
    with clock.at(april):
        assert clock.now() == april
        with clock.at(june):
            assert clock.now() == june
            assert clock.today() == date(2022, 6, 17)
        assert clock.today() == date(2022, 4, 1)
    assert clock.today() == date(2022, 9, 15)


def test_the_clock_is_put_back_after_a_failure(settings: Settings) -> None:
    settings.TODAY = date(2022, 9, 15)
    with pytest.raises(RuntimeError), clock.at(datetime(2022, 4, 1, tzinfo=VIETNAM)):
        raise RuntimeError
    assert clock.today() == date(2022, 9, 15)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="2022-04-01"), clock.at(datetime.fromisoformat("2022-04-01")):
        pass
