"""Fixtures of the tests of the map."""

import pytest

from tests.reports.builders import SampleOffice
from units.models import Unit

CODES = ("02053", "02038", "02065", "02068")  # Ngọc Phái, Quảng Bạch, Bằng Lãng, Đại Sảo


@pytest.fixture
def office(office: SampleOffice) -> SampleOffice:
    """The office with the official codes of its communes."""
    for commune, code in zip(office.communes, CODES, strict=False):
        Unit.objects.filter(pk=commune.pk).update(code=code)
        commune.code = code
    return office
