"""The values expected by a period, of figures as they were reported."""

import pytest

from targets.enums import Status
from tests.reports.builders import SampleOffice
from tests.reports.progress.reading import overview_of


@pytest.mark.parametrize(("grain", "status"), [(281, Status.ON_TRACK), (240, Status.AT_RISK), (200, Status.BEHIND)])
def test_a_ratio_that_accumulates_is_judged_by_an_even_pace(office: SampleOffice, grain: int, status: Status) -> None:
    """281 of 500 kg a head at mid-year, as 25,3 of 45 visits."""
    for commune in office.communes:
        office.enter("CT02", grain, 1000, unit=commune, ordinal=2)
        office.approve(commune, 2)
    for unit in (office.district, office.communes[0]):
        assessment = next(row for row in overview_of(office, unit, ordinal=2).rows if row.code == "CT02").assessment
        assert (assessment.value, assessment.expected, assessment.status) == (grain, 250, status)
