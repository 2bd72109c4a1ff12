import pytest
from django.test import Client

from chodon_thidua.lib import clock
from tests.reports.builders import make_office, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_report_time():
    with clock.at(moment()):
        yield


def test_smoke():
    office = make_office()
    c = Client(); c.force_login(office.reporters[0])
    r = c.get("/bao-cao/")
    assert r.status_code == 200, r.content.decode()
    r = c.get(f"/bao-cao/2022/{office.communes[0].code}/3/")
    print(r.content.decode())
    assert r.status_code == 200
    c.force_login(office.clerk)
    r = c.get(f"/bao-cao/2022/NNPTNT/3/")
    print(r.content.decode())
    r = c.get(f"/bao-cao/2022/NNPTNT/3/cong-nhan/CT03/")
    assert r.status_code == 200
    assert 0
