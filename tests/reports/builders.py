"""A small office for tests: a district with communes and a department, a plan of few indicators, and its people.

The plan goes through the same reader and services as a real one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from chodon_thidua.lib import clock
from reports.demo.plan_rhythm import plan_in_rhythm
from reports.models import Figure, Report
from reports.selectors.report_check import unconfirmed_answers
from reports.services.figure_values import FigureValues
from reports.services.figures import figure_confirm, figure_save
from reports.services.transitions import report_approve, report_return, report_submit
from targets.enums import PeriodState, PlanStatus
from targets.models import Indicator, Period, Plan
from targets.plan_file import read_plan
from targets.rhythm import Rhythm
from targets.services import period_set_state, plan_load
from tests.factories import UnitFactory, member
from tests.stored_rows import Prepared, built_once
from units.enums import Role, UnitKind
from units.models import Unit, User

YEAR = 2022
KINDS = ("AMOUNT", "RATIO", "RECOGNITION", "ALL_OF")
STATES = ("Chưa lập", "Đã lập", "Đã trình", "Đã duyệt")
COMMUNES = ("Ngọc Phái", "Quảng Bạch", "Bằng Lãng", "Đại Sảo")
# Ordinal, name, first day, cut-off, due; years are added to that of the plan.
PERIODS = (
    (1, "Quý I", (-1, 12, 15), (0, 3, 14), (0, 3, 16)),
    (2, "Quý II", (0, 3, 15), (0, 6, 14), (0, 6, 16)),
    (3, "Quý III", (0, 6, 15), (0, 9, 14), (0, 9, 16)),
    (4, "Quý IV", (0, 9, 15), (0, 12, 14), (0, 12, 16)),
    (5, "Cả năm", (0, 1, 1), (0, 12, 31), (1, 5, 31)),
)
OPEN_ORDINAL = 3


def moment(day: int = 15, month: int = 9, hour: int = 9, year: int = YEAR) -> datetime:
    """Returns a moment in Vietnam; by default one while quarter III is being reported."""
    return timezone.make_aware(datetime(year, month, day, hour))  # noqa: DTZ001 - made aware here


@dataclass
class SampleOffice(Prepared):
    """The made office. Shape: `communes` and `reporters` by position; `indicators` of the latest plan by code."""

    district: Unit
    department: Unit
    communes: list[Unit]
    reporters: list[User]
    clerk: User  # reporter of the department
    reviewer: User
    leader: User
    administrator: User
    plans: list[Plan] = field(default_factory=list)
    indicators: dict[str, Indicator] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        return self.plans[-1]

    def period(self, ordinal: int = OPEN_ORDINAL) -> Period:
        return Period.objects.select_related("plan__owner").get(plan=self.plan, ordinal=ordinal)

    def set_period(self, ordinal: int, state: PeriodState) -> Period:
        period = self.period(ordinal)
        if period.state != state:
            period_set_state(period=period, state=state, actor=self.administrator)
        return self.period(ordinal)

    def set_leads(self, *units: Unit, code: str = "CT01") -> None:
        """Makes these units, in this order, lead an indicator of the latest plan."""
        leads = self.indicators[code].leads
        leads.all().delete()
        for order, unit in enumerate(units, 1):
            leads.create(unit=unit, order=order)

    def reporter(self, unit: Unit) -> User:
        return self.clerk if unit == self.department else self.reporters[self.communes.index(unit)]

    def enter(
        self,
        code: str,
        numerator: str | int | None = None,
        denominator: str | int | None = None,
        *,
        unit: Unit | None = None,
        ordinal: int = OPEN_ORDINAL,
        seen_version: int | None = None,
        actor: User | None = None,
        **values: Any,
    ) -> Figure:
        """Saves one figure as the unit's reporter, over whatever is there unless `seen_version` says otherwise."""
        unit = unit or self.communes[0]
        period = self.period(ordinal)
        own_figures = Figure.objects.filter(report__unit=unit, report__period=period, indicator__code=code)
        newest = own_figures.order_by("-report__revision").first()
        return figure_save(
            unit=unit,
            period=period,
            indicator=self.indicators[code],
            actor=actor or self.reporter(unit),
            values=FigureValues(_decimal(numerator), _decimal(denominator), **values),
            seen_version=seen_version if seen_version is not None else (newest.version if newest else 0),
        )

    def report(self, unit: Unit | None = None, ordinal: int = OPEN_ORDINAL) -> Report | None:
        """Returns the newest revision of a unit's report."""
        own = Report.objects.filter(unit=unit or self.communes[0], period__plan=self.plan, period__ordinal=ordinal)
        return own.select_related("unit", "period__plan").order_by("-revision").first()

    def submit(self, unit: Unit | None = None, ordinal: int = OPEN_ORDINAL, reason: str = "Chưa đủ.") -> Report:
        report = self.report(unit, ordinal)
        assert report
        return report_submit(
            report=report, actor=self.reporter(report.unit), seen_version=report.version, incomplete_reason=reason
        )

    def confirm(self, unit: Unit | None = None, ordinal: int = OPEN_ORDINAL) -> None:
        """Confirms that the unit's notes explain its very unusual numbers."""
        report = self.report(unit, ordinal)
        assert report
        for answer in unconfirmed_answers(report):
            assert answer.figure
            figure_confirm(
                unit=report.unit,
                period=report.period,
                indicator=answer.indicator,
                actor=self.reporter(report.unit),
                seen_version=answer.figure.version,
            )

    def approve(self, unit: Unit | None = None, ordinal: int = OPEN_ORDINAL) -> Report:
        self.confirm(unit, ordinal)
        report = self.submit(unit, ordinal)
        return report_approve(report=report, actor=self.reviewer, seen_version=report.version)

    def give_back(
        self,
        unit: Unit | None = None,
        ordinal: int = OPEN_ORDINAL,
        *,
        reason: str = "Sai.",
        flagged: Iterable[str] = (),
    ) -> Report:
        report = self.submit(unit, ordinal)
        return report_return(
            report=report, actor=self.reviewer, seen_version=report.version, reason=reason, flagged=list(flagged)
        )


def make_office(
    communes: int = 3, indicators: Sequence[str] = KINDS, years: int = 1, rhythms: Sequence[Rhythm] = ()
) -> SampleOffice:
    """Makes the office; quarters I–III of the latest plan are open. Codes: CT01, CT02 … in the order of `indicators`.

    The first plans of `years` are closed, and each indicator follows its namesake of the year before. With `rhythms`,
    one for each year, the latest plan is open until the period that ends with quarter III.
    """
    return built_once(_make, communes, tuple(indicators), tuple(rhythms) or (Rhythm.QUARTERS,) * years)


def _make(communes: int, indicators: Sequence[str], rhythms: Sequence[Rhythm]) -> SampleOffice:
    district = UnitFactory.create(code="064", name="Huyện Chợ Đồn", short_name="Chợ Đồn", kind=UnitKind.DISTRICT)
    department = UnitFactory.create(
        code="NNPTNT", name="Phòng NN&PTNT", short_name="Phòng NN&PTNT", kind=UnitKind.DEPARTMENT, parent=district
    )
    units = [_commune(n, district) for n in range(communes)]
    office = SampleOffice(
        district=district,
        department=department,
        communes=units,
        reporters=[member(unit, Role.REPORTER, full_name=f"Cán bộ {unit.short_name}") for unit in units],
        clerk=member(department, Role.REPORTER, full_name="Cán bộ Nông nghiệp"),
        reviewer=member(district, Role.REVIEWER, full_name="Nông Văn Thẩm"),
        leader=member(district, Role.LEADER, full_name="Hà Thị Lãnh"),
        administrator=member(district, Role.ADMINISTRATOR, full_name="Triệu Văn Quản"),
    )
    for year, rhythm in enumerate(rhythms, YEAR - len(rhythms) + 1):
        add_plan(office, year, indicators, rhythm=rhythm)
    for ordinal in range(1, OPEN_ORDINAL * rhythms[-1] // Rhythm.QUARTERS + 1):
        office.set_period(ordinal, PeriodState.OPEN)
    return office


def _commune(n: int, district: Unit) -> Unit:
    name = COMMUNES[n] if n < len(COMMUNES) else f"Số {n}"
    unit: Unit = UnitFactory.create(code=f"020{n + 10}", name=f"Xã {name}", short_name=name, parent=district)
    return unit


def add_plan(
    office: SampleOffice,
    year: int,
    kinds: Sequence[str | dict[str, Any]],
    number: str = "15/KH-UBND",
    rhythm: Rhythm = Rhythm.QUARTERS,
) -> None:
    """Loads a plan after those that there are, with indicators by kind or as a plan's file has them."""
    quarterly: dict[str, Any] = {
        "document_number": number,
        "issued_on": f"{year}-01-26",
        "title": "Kế hoạch thi đua",
        "year": year,
        "owner": office.district.code,
        "periods": [
            {
                "ordinal": ordinal,
                "name": name,
                **{key: _day(year, *at) for key, at in zip(("starts_on", "ends_on", "due_on"), days, strict=True)},
            }
            for ordinal, name, *days in PERIODS
        ],
        "fields": [{"code": "KT", "name": "Kinh tế"}],
        "indicators": [
            plan_indicator(office, f"CT{n:02d}", kind) if isinstance(kind, str) else kind
            for n, kind in enumerate(kinds, 1)
        ],
    }
    before = office.indicators
    with clock.at(moment(1, 1, year=year)):
        plan = plan_load(file=read_plan(plan_in_rhythm(quarterly, rhythm))).plan
    for earlier in office.plans:
        earlier.status = PlanStatus.CLOSED
        earlier.save()
    office.plans.append(plan)
    office.indicators = {indicator.code: indicator for indicator in Indicator.objects.filter(plan=plan)}
    for code, indicator in office.indicators.items():
        indicator.predecessor = before.get(code)
        indicator.save()


def _day(year: int, years: int, month: int, day: int) -> str:
    return date(year + years, month, day).isoformat()


def plan_indicator(office: SampleOffice, code: str, kind: str) -> dict[str, Any]:
    """Builds an indicator of the plan's file.

    AMOUNT adds up over the communes, AVERAGE does not; RATIO is a sum over the latest reading. RECOGNITION, STATE, TEXT
    and ALL_OF are the department's.
    """
    shared_fields = {"code": code, "field": "KT", "basis": "LEVEL", "comparator": ">=", "measure": kind}
    if kind == "AMOUNT":
        return shared_fields | {
            "name": f"Diện tích rừng trồng mới {code}",
            "unit_of_measure": "ha",
            "decimals": 2,
            "target": str(40 * len(office.communes)),
            "parts": [_part("NUMERATOR", "Diện tích rừng trồng mới", "ha", "SUM")],
            "due": [1, 2, 3, 4, 5],
            "profile_percent": [25, 50, 75, 100],
            "reporters": {"kinds": ["COMMUNE"]},
            "allocations": {unit.code: "40" for unit in office.communes},
        }
    if kind == "AVERAGE":
        return shared_fields | {
            "measure": "AMOUNT",
            "name": f"Thu nhập bình quân đầu người {code}",
            "unit_of_measure": "triệu đồng/người",
            "decimals": 2,
            "target": "63",
            "parts": [_part("NUMERATOR", "Thu nhập bình quân đầu người", "triệu đồng/người", "LAST")],
            "due": [1, 2, 3, 4, 5],
            "reporters": {"kinds": ["COMMUNE"]},
            "allocations": {unit.code: "63" for unit in office.communes},
        }
    if kind == "RATIO":
        return shared_fields | {
            "name": f"Lương thực bình quân đầu người {code}",
            "unit_of_measure": "kg/người/năm",
            "scale": "1000",
            "target": "500",
            "parts": [
                _part("NUMERATOR", "Sản lượng lương thực", "tấn", "SUM"),
                _part("DENOMINATOR", "Dân số trung bình", "người", "LAST"),
            ],
            "due": [2, 3, 4, 5],
            "reporters": {"kinds": ["COMMUNE"]},
            "allocations": {unit.code: "500" for unit in office.communes},
        }
    if kind == "RECOGNITION":
        return shared_fields | {
            "name": f"Số xã đạt chuẩn nông thôn mới tăng thêm {code}",
            "unit_of_measure": "xã",
            "target": "2",
            "due": [3, 5],
            "named_units": [unit.code for unit in office.communes[:2]],
            "reporters": {"units": [office.department.code]},
        }
    if kind == "STATE":
        return shared_fields | {
            "name": f"Quy hoạch chung xây dựng {code}",
            "unit_of_measure": "trạng thái",
            "states": list(STATES),
            "target": "3",
            "due": [1, 2, 3, 4, 5],
            "reporters": {"units": [office.department.code]},
        }
    if kind == "TEXT":
        del shared_fields["comparator"]
        return shared_fields | {
            "name": f"Cán cân thương mại {code}",
            "unit_of_measure": "nội dung",
            "target_words": "Xuất siêu",
            "due": [1, 2, 3, 4, 5],
            "reporters": {"units": [office.department.code]},
        }
    del shared_fields["basis"], shared_fields["comparator"]
    return shared_fields | {
        "name": f"Quốc phòng địa phương {code}",
        "unit_of_measure": "chỉ tiêu",
        "children": [
            {
                "code": f"{code}{letter}",
                "field": "KT",
                "name": name,
                "measure": "AMOUNT",
                "basis": "LEVEL",
                "comparator": ">=",
                "target": "100",
                "unit_of_measure": "%",
                "decimals": 1,
                "parts": [_part("NUMERATOR", name, "%", "LAST")],
                "due": due,
                "reporters": {"units": [office.department.code]},
            }
            for letter, name, due in (("a", "Tỷ lệ tuyển quân", [1, 5]), ("b", "Tỷ lệ dự bị", [1, 2, 3, 4, 5]))
        ],
    }


def _part(role: str, label: str, unit: str, over_time: str) -> dict[str, str]:
    return {"role": role, "label": label, "unit_of_measure": unit, "over_time": over_time}


def _decimal(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
