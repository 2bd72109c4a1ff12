"""The demo office: the real 2022 plan with made-up figures, written by the same services that people use.

The clock moves through the year while it writes, so that every event has its true order and comes before the due date.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from chodon_thidua.lib import clock
from reports.entry.recognitions.services import RecognitionValues, recognition_add
from reports.models import Figure, Report
from reports.selectors.obligations import missing_indicators
from reports.services.figures import FigureValues, figure_save
from reports.services.rollups import rollups_at_the_end
from reports.services.transitions import remarks_save, report_approve, report_return, report_submit
from targets.enums import PeriodState
from targets.models import Indicator, Period, Plan
from targets.plan_file import read_plan
from targets.plan_rows import BaselineRow
from targets.services import baseline_set, period_set_state, plan_load
from units.enums import Role
from units.models import Unit, User
from units.services import account_create, units_load
from units.services.notices import notices_read
from units.startup_checks import DEMO_PASSWORD
from units.unit_file import read_units as read_units

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
THIRD_QUARTER = 3


def read_fixture(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@dataclass(slots=True)
class DemoOffice:
    """The demo office while it is written."""

    data: Mapping[str, Any]
    plan: Plan
    units: dict[str, Unit]
    people: dict[str, User] = field(default_factory=dict)

    @property
    def indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in Indicator.objects.filter(plan=self.plan)}


@transaction.atomic
def load_demo() -> DemoOffice:
    """Writes the whole demo office into an empty database."""
    data = read_fixture("demo-2022.json")
    units_load(file=read_units((FIXTURES / data["units"]).read_text(encoding="utf-8")))
    plan = plan_load(file=read_plan(read_fixture(data["plan"]))).plan
    day = Period.objects.filter(plan=plan).latest("ends_on").ends_on
    demo = DemoOffice(data, plan, {unit.code: unit for unit in Unit.objects.valid_on(day)})
    _accounts(demo)
    _last_year(demo)
    with rollups_at_the_end(plan):
        for period in Period.objects.filter(plan=plan, ordinal__lte=THIRD_QUARTER).select_related("plan__owner"):
            _period(demo, period)
    return demo


def _accounts(demo: DemoOffice) -> None:
    """Three people of the district and one reporter for each unit that enters figures."""
    for row in demo.data["accounts"]:
        _account(demo, row["username"], row["full_name"], demo.units[row["unit"]], Role(row["role"]))
    for unit in Unit.objects.filter(targets__indicator__plan=demo.plan, targets__reports=True).distinct():
        _account(demo, reporter_name(unit.code), f"Cán bộ {unit.short_name}", unit, Role.REPORTER)
    # One hash for all: it costs a third of a second, and all have the same password anyway.
    User.objects.filter(is_demo=True).update(password=make_password(DEMO_PASSWORD))


def reporter_name(code: str) -> str:
    return f"nhap-{code.lower()}"


def _account(demo: DemoOffice, username: str, full_name: str, unit: Unit, role: Role) -> None:
    demo.people[username] = account_create(
        username=username,
        full_name=full_name,
        password=None,
        memberships=[(unit, role)],
        is_demo=True,
        must_change_password=False,
    )


def _last_year(demo: DemoOffice) -> None:
    indicators, admin = demo.indicators, demo.people["quantri"]
    for row in demo.data["last_year"]:
        figure = BaselineRow(
            unit=row["unit"],
            ordinal=row["ordinal"],
            value=_decimal(row.get("value")),
            numerator=_decimal(row.get("numerator")),
            denominator=_decimal(row.get("denominator")),
            label=row.get("definition_label", ""),
            source=row["source"],
        )
        baseline_set(indicator=indicators[row["indicator"]], unit=demo.units[row["unit"]], row=figure, actor=admin)


def _period(demo: DemoOffice, period: Period) -> None:
    """Opens the period, writes and reviews its reports as the demo file says, and locks it if it is over."""
    admin = demo.people["quantri"]
    with clock.at(_at(period.ends_on, 8, -2)):
        period = period_set_state(period=period, state=PeriodState.OPEN, actor=admin)
    reports = dict(_reports(demo, period))
    _review(demo, period, reports)
    if period.ordinal < THIRD_QUARTER:
        with clock.at(_at(period.due_on, 17, 2)):
            period_set_state(period=period, state=PeriodState.LOCKED, actor=admin)
            for person in demo.people.values():
                notices_read(user=person)  # by then people have read the notice of the approval


def _reports(demo: DemoOffice, period: Period) -> Iterator[tuple[str, Report]]:
    """Enters and sends the reports one after the other, from the cut-off day on; yields unit code and report."""
    indicators = demo.indicators
    states = demo.data["third_quarter"]
    third_quarter_codes = {code for codes in states.values() for code in codes}
    codes_with_figures = [code for code, by_period in demo.data["figures"].items() if str(period.ordinal) in by_period]
    for position, code in enumerate(sorted(codes_with_figures)):
        if period.ordinal == THIRD_QUARTER and code not in third_quarter_codes:
            continue
        with clock.at(_at(period.ends_on, 8) + timedelta(minutes=20 * position)):
            figures = demo.data["figures"][code][str(period.ordinal)]
            if is_draft := period.ordinal == THIRD_QUARTER and code in states["DRAFT"]:
                figures = dict(list(figures.items())[:1])
            report = _enter(demo, demo.units[code], period, indicators, figures)
            if not is_draft:
                reason = "Chưa có số liệu của ngành dọc." if _lacks_figures(demo, code, period) else ""
                report = report_submit(
                    report=report,
                    actor=demo.people[reporter_name(code)],
                    seen_version=report.version,
                    incomplete_reason=reason,
                )
            yield code, report


def _lacks_figures(demo: DemoOffice, code: str, period: Period) -> bool:
    report = Report.objects.get(unit=demo.units[code], period=period)
    return bool(missing_indicators(report))


def _enter(
    demo: DemoOffice, unit: Unit, period: Period, indicators: Mapping[str, Indicator], figures: Mapping[str, Any]
) -> Report:
    person = demo.people[reporter_name(unit.code)]
    for code, row in figures.items():
        for item in row.get("recognitions", ()):
            figure = Figure.objects.filter(report__unit=unit, report__period=period, indicator=indicators[code]).first()
            values = RecognitionValues(
                assessed_year=item["assessed_year"],
                decision_number=item["decision_number"],
                decided_on=date.fromisoformat(item["decided_on"]),
                subject_text=item["subject"],
            )
            recognition_add(
                unit=unit,
                period=period,
                indicator=indicators[code],
                actor=person,
                values=values,
                seen_version=figure.version if figure else 0,
            )
        if "numerator" in row:
            figure_input = FigureValues(
                numerator=_decimal(row["numerator"]),
                denominator=_decimal(row.get("denominator")),
                full_year_estimate=_decimal(row.get("full_year_estimate")),
                source=row.get("source", demo.data["source"]),
                note=row.get("note", ""),
            )
            figure_save(
                unit=unit, period=period, indicator=indicators[code], actor=person, values=figure_input, seen_version=0
            )
    remarks = demo.data["remarks"].get(unit.code, "") if period.ordinal == THIRD_QUARTER else ""
    if remarks:
        remarks_save(unit=unit, period=period, actor=person, remarks=remarks, seen_version=0)
    return Report.objects.get(unit=unit, period=period)


def _review(demo: DemoOffice, period: Period, reports: Mapping[str, Report]) -> None:
    """Reviews the reports as the demo file says; those of the third quarter end in every state."""
    reviewer, states = demo.people["thamdinh"], demo.data["third_quarter"]
    for position, (code, report) in enumerate(sorted(reports.items())):
        is_third_quarter = period.ordinal == THIRD_QUARTER
        with clock.at(
            _at(period.ends_on if is_third_quarter else period.due_on, 18 if is_third_quarter else 9)
            + timedelta(minutes=5 * position)
        ):
            if not is_third_quarter or code in states["APPROVED"]:
                report_approve(report=report, actor=reviewer, seen_version=report.version)
            elif code in states["RETURNED"]:
                report_return(
                    report=report,
                    actor=reviewer,
                    seen_version=report.version,
                    reason=demo.data["return_reason"],
                    flagged=[demo.data["return_flag"]],
                )


def _at(day: date, hour: int, days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time(hour)))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
