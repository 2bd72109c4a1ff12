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
    instance = make_plan(owner)
    instance.save()
    return instance


@pytest.fixture
def economy(plan: Plan) -> Field:
    return Field.objects.create(plan=plan, code="KT", name="Kinh tế", order=1)


@pytest.fixture
def indicator(economy: Field) -> Indicator:
    instance = make_indicator(economy)
    instance.save()
    return instance


@pytest.fixture
def period(plan: Plan) -> Period:
    instance = make_period(plan)
    instance.save()
    return instance
