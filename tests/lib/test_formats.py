"""Django's own formatting in Vietnamese, which its `vi` locale leaves half empty."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Engine
from django.utils import formats
from pytest_django.fixtures import Settings

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def render(template: str, **context: object) -> str:
    return Engine().from_string(template).render(Context(context))


def test_numbers_are_grouped_by_three_with_dots_and_a_decimal_comma() -> None:
    assert formats.number_format(116000, use_l10n=True, force_grouping=True) == "116.000"
    assert formats.number_format(Decimal("1234.5"), use_l10n=True, force_grouping=True) == "1.234,5"


def test_a_grouped_number_is_read_as_thousands(settings: Settings) -> None:
    """The format module reads "116.000" as 116000, where Django alone reads 116."""
    settings.USE_THOUSAND_SEPARATOR = True
    field = forms.DecimalField(localize=True)
    assert field.clean("116.000") == Decimal(116000)
    assert field.clean("80,5") == Decimal("80.5")


def test_years_and_ids_are_never_grouped_in_a_template() -> None:
    assert render("{{ year }}", year=2022) == "2022"
    assert render("{{ percent }}", percent=Decimal("80.5")) == "80,5"


@pytest.mark.parametrize("text", ["03/04/2022", "3/4/2022", "2022-04-03"])
def test_the_day_comes_first(text: str) -> None:
    """The ISO form is what a browser's date picker sends."""
    assert forms.DateField().clean(text) == date(2022, 4, 3)


@pytest.mark.parametrize("text", ["03/04/22", "04/13/2022", "03-04-2022", "03.04.2022", "3 Apr 2022", "31/02/2022"])
def test_other_ways_of_writing_a_date_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        forms.DateField().clean(text)


def test_times_follow_the_date_or_stand_before_it() -> None:
    assert forms.DateTimeField().clean("14:05 03/04/2022") == datetime(2022, 4, 3, 14, 5, tzinfo=VIETNAM)


def test_dates_are_written_as_in_official_documents() -> None:
    moment = datetime(2022, 4, 3, 14, 5, tzinfo=VIETNAM)
    assert formats.date_format(moment.date()) == "03/04/2022"
    assert formats.date_format(moment, "DATETIME_FORMAT") == "14:05 03/04/2022"
    assert render("{{ day }} {{ day|date }}", day=moment.date()) == "03/04/2022 03/04/2022"
    assert render("{{ day|date:'SHORT_DATE_FORMAT' }}", day=moment.date()) == "03/04/2022"


def test_a_date_input_shows_what_it_accepts() -> None:
    class DayForm(forms.Form):
        day = forms.DateField(initial=date(2022, 4, 3))

    assert 'value="03/04/2022"' in str(DayForm()["day"])
