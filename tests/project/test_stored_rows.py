"""Preparations that are written again as rows are those that the services make, and only where nothing came between."""

import pytest
from django.apps import apps
from django.db import transaction

from chodon_thidua.lib import clock
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.merging import merge, two_quarters
from tests.reports.pages import report_all_communes
from tests.stored_rows import Prepared, remembered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


def contents() -> dict[str, list[dict[str, object]]]:
    """Every row but the moments at which the database has got it."""
    models = [model for app in ("units", "targets", "reports") for model in apps.get_app_config(app).get_models(True)]
    columns = {
        model: [field.attname for field in model._meta.concrete_fields if not getattr(field, "auto_now_add", False)]
        for model in models
    }
    return {model.__name__: list(model._base_manager.order_by("pk").values(*columns[model])) for model in models}


def twice(prepare) -> list[dict[str, list[dict[str, object]]]]:
    """What two tests find after the same preparation; each begins with an empty database."""
    results = []
    for _ in range(2):
        with transaction.atomic():
            prepare()
            results.append(contents())
            transaction.set_rollback(True)
    return results


def test_an_office_and_its_steps_are_the_same_the_second_time():
    def prepare():
        office = make_office(communes=3, indicators=("AMOUNT", "RATIO"))
        two_quarters(office)
        report_all_communes(office, 31)

    first, second = twice(prepare)
    assert first == second
    assert len(first["Figure"]) == 15


def test_a_step_runs_where_something_was_written_before_it():
    runs = []

    @remembered
    def step(office: SampleOffice) -> None:
        runs.append(office)
        office.enter("CT01", 7)

    def undisturbed():
        step(make_office(communes=1, indicators=("AMOUNT",)))

    def disturbed():
        office = make_office(communes=1, indicators=("AMOUNT",))
        office.district.short_name = "Khác"
        office.district.save()
        step(office)

    twice(undisturbed)
    assert len(runs) == 1
    twice(disturbed)
    assert len(runs) == 3


def test_a_step_that_deletes_is_not_remembered():
    @remembered
    def step(office: SampleOffice) -> None:
        office.reporters[0].memberships.get().delete()

    office = make_office(communes=1, indicators=("AMOUNT",))
    with pytest.raises(AssertionError, match=r"deletes nothing: .*Membership"):
        step(office)


def test_a_step_may_change_what_it_is_given_and_rows_that_are_there():
    @remembered
    def step(office: SampleOffice) -> None:
        merge(office, office.communes[:2], moment().date())

    offices = []

    def prepare():
        offices.append(make_office(communes=3, indicators=("AMOUNT",)))
        step(offices[-1])

    first, second = twice(prepare)
    assert first == second
    assert [len(office.communes) for office in offices] == [4, 4]
    assert isinstance(offices[1], Prepared)
    assert offices[0].communes[0] is not offices[1].communes[0]
