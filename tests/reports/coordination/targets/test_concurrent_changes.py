"""Targets and plans change while units enter figures and reviewers approve them: they take turns, whoever is first."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from reports.coordination.targets.services import targets_revise
from reports.models import Figure
from reports.services.transitions import report_approve
from targets.enums import Comparator
from targets.models import Plan, Target
from targets.plan_file import read_plan
from targets.services import TargetValues, plan_load
from targets.services.plan_loading import PlanLoadResult
from tests.reports.builders import SampleOffice, make_office, moment, plan_indicator

# SQLite has one writer at a time from the start of each transaction.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
OLD_VALUES = TargetValues(Comparator.AT_LEAST, Decimal(40), reports=True)


@pytest.fixture
def office() -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT",))


@contextmanager
def meanwhile(act: Callable[[], Any]) -> Iterator[list[Any]]:
    """On a connection of its own, from inside the transaction of this test until it has ended; yields what came out."""
    outcome: list[Any] = []

    def run() -> None:
        try:
            with clock.at(moment()):
                outcome.append(act())
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        yield outcome
        thread.start()
        thread.join(0.7)
        had_to_wait = thread.is_alive()
    thread.join(20)
    assert not thread.is_alive()
    assert had_to_wait, outcome


def revise(office: SampleOffice, new_values: TargetValues) -> list[str]:
    return targets_revise(
        indicator=office.indicators["CT01"],
        changes={office.communes[0]: (OLD_VALUES, new_values)},
        actor=office.administrator,
    )


def test_a_report_approved_meanwhile_asks_for_the_reason(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    report = office.submit()
    with meanwhile(lambda: revise(office, TargetValues(Comparator.AT_LEAST, Decimal(50), reports=True))) as outcome:
        report_approve(report=report, actor=office.reviewer, seen_version=report.version)
    assert isinstance(outcome[0], InvalidInput)
    assert "Số liệu đã duyệt ở Quý III" in str(outcome[0].errors["reason"])
    assert Target.objects.get(unit=office.communes[0]).value == 40


def test_a_figure_entered_meanwhile_keeps_its_duty(office: SampleOffice) -> None:
    with meanwhile(lambda: revise(office, TargetValues())) as outcome:
        office.enter("CT01", 10)
    assert isinstance(outcome[0], InvalidInput)
    assert "đã nhập số liệu chỉ tiêu này" in str(outcome[0].errors)
    assert Target.objects.get(unit=office.communes[0]).reports


def test_a_duty_taken_away_meanwhile_takes_no_figure(office: SampleOffice) -> None:
    with meanwhile(lambda: office.enter("CT01", 10)) as outcome:
        revise(office, TargetValues())
    assert isinstance(outcome[0], Refusal)
    assert "không được giao nhập" in str(outcome[0])
    assert not Figure.objects.exists()


def correct(office: SampleOffice, title: str) -> PlanLoadResult:
    raw = {
        "document_number": office.plan.document_number,
        "issued_on": "2022-01-26",
        "title": title,
        "year": office.plan.year,
        "owner": office.district.code,
        "periods": [
            {
                "ordinal": period.ordinal,
                "name": period.name,
                **{name: f"{getattr(period, name)}" for name in ("starts_on", "ends_on", "due_on")},
            }
            for period in office.plan.periods.order_by("ordinal")
        ],
        "fields": [{"code": "KT", "name": "Kinh tế"}],
        "indicators": [plan_indicator(office, "CT01", "AMOUNT")],
    }
    return plan_load(file=read_plan(raw))


def test_a_plan_is_not_corrected_over_a_first_figure_entered_meanwhile(office: SampleOffice) -> None:
    with meanwhile(lambda: correct(office, "Kế hoạch đính chính")) as outcome:
        office.enter("CT01", 10)
    assert isinstance(outcome[0], StateRefusal)
    assert "đã có số liệu báo cáo" in str(outcome[0])
    assert Plan.objects.get().title != "Kế hoạch đính chính"


def test_a_first_figure_waits_for_the_plan_that_is_being_corrected(office: SampleOffice) -> None:
    with meanwhile(lambda: office.enter("CT01", 10)) as outcome:
        assert correct(office, "Kế hoạch đính chính").changes
    assert isinstance(outcome[0], Figure)
    assert Plan.objects.get().title == "Kế hoạch đính chính"
