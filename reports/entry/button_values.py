"""The values that buttons put into inputs without a script: another reading, an earlier figure, or 0."""

from decimal import Decimal

from django.http import QueryDict

from chodon_thidua.lib.numbers import input_text
from reports.entry.entry_page import EntryPage


def offered_input_names(data: QueryDict) -> list[str]:
    """Returns the names of inputs that a button fills with an earlier number; one button may name several."""
    return [name for names in data.getlist("previous") for name in names.split()]


def suggested_values(data: QueryDict) -> dict[str, str]:
    """Returns the inputs that a button fills with another reading, with that reading: “CT03-numerator=2,1”."""
    pairs = (text.partition("=") for text in data.getlist("fill"))
    return {name: value for name, _, value in pairs if name in data}


def with_offered_values(page: EntryPage, data: QueryDict) -> QueryDict:
    """Copies what was sent and fills in what the buttons offer: another reading; where empty an earlier figure or 0."""
    data = data.copy()
    for name, value in suggested_values(data).items():
        data[name] = value
    offers = {
        f"{row.code}-{part.name}": Decimal(0) if part.may_be_nothing else part.carry_over
        for row in page.rows
        for part in row.parts
    }
    for name in offered_input_names(data):
        offer = offers.get(name)
        if offer is not None and not data.get(name):
            data[name] = input_text(offer)
    return data
