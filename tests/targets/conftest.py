"""A saved plan with an indicator and a period."""

import pytest

from targets.models import Field, Indicator, Period, Plan
from tests.factories import UnitFactory
from tests.targets.model_rows import make_indicator, make_period, make_plan
from units.models import Unit


@pytest.fixture
def owner() -> Unit:
    return UnitFactory.create(name="Huyện Chợ Đồn")


@pytest.fixture
def plan(owner: Unit) -> Plan:
    made = make_plan(owner)
    made.save()
    return made


@pytest.fixture
def economy(plan: Plan) -> Field:
    return Field.objects.create(plan=plan, code="KT", name="Kinh tế", order=1)


@pytest.fixture
def indicator(economy: Field) -> Indicator:
    made = make_indicator(economy)
    made.save()
    return made


@pytest.fixture
def period(plan: Plan) -> Period:
    made = make_period(plan)
    made.save()
    return made
