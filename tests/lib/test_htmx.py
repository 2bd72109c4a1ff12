"""Partials for htmx, whole pages for everybody else."""

import pytest
from django_htmx.middleware import HtmxDetails

from chodon_thidua.lib.htmx import redirect_htmx, wants_partial


@pytest.fixture
def ask(rf):
    def make(**headers):
        request = rf.get("/", headers=headers)
        request.htmx = HtmxDetails(request)
        return request

    return make


def test_only_htmx_gets_partials(ask):
    assert not wants_partial(ask())
    assert wants_partial(ask(HX_Request="true"))
    assert not wants_partial(ask(HX_Request="true", HX_History_Restore_Request="true"))


def test_redirect_is_a_header_for_htmx(ask):
    plain, htmx = redirect_htmx(ask(), "/a/"), redirect_htmx(ask(HX_Request="true"), "/a/")
    assert (plain.status_code, plain["Location"]) == (302, "/a/")
    assert (htmx.status_code, htmx["HX-Redirect"]) == (200, "/a/")
    assert plain["Vary"] == htmx["Vary"] == "HX-Request"
