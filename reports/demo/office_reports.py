"""The demo office's reports of a period: entered, sent and reviewed as the demo file says."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from chodon_thidua.lib import clock
from reports.demo.office_data import THIRD_QUARTER, DemoOffice, decimal_or_none, moment_on, reporter_name
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add
from reports.models import Figure, Report
from reports.selectors.obligations import missing_indicators
from reports.services.figure_values import FigureValues
from reports.services.figures import figure_save
from reports.services.remarks import remarks_save
from reports.services.transitions import report_approve, report_return, report_submit
from targets.models import Indicator, Period
from units.models import Unit
from units.unit_file import read_units as read_units


def write_reports(demo: DemoOffice, period: Period) -> Iterator[tuple[str, Report]]:
    """Enters and sends the reports one after the other, from the cut-off day on; yields unit code and report."""
    indicators = demo.indicators
    states = demo.data["third_quarter"]
    third_quarter_codes = {code for codes in states.values() for code in codes}
    codes_with_figures = [code for code, by_period in demo.data["figures"].items() if str(period.ordinal) in by_period]
    for position, code in enumerate(sorted(codes_with_figures)):
        if period.ordinal == THIRD_QUARTER and code not in third_quarter_codes:
            continue
        with clock.at(moment_on(period.ends_on, 8) + timedelta(minutes=20 * position)):
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
                numerator=decimal_or_none(row["numerator"]),
                denominator=decimal_or_none(row.get("denominator")),
                full_year_estimate=decimal_or_none(row.get("full_year_estimate")),
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


def write_reviews(demo: DemoOffice, period: Period, reports: Mapping[str, Report]) -> None:
    """Reviews the reports as the demo file says; those of the third quarter end in every state."""
    reviewer, states = demo.people["thamdinh"], demo.data["third_quarter"]
    for position, (code, report) in enumerate(sorted(reports.items())):
        is_third_quarter = period.ordinal == THIRD_QUARTER
        with clock.at(
            moment_on(period.ends_on if is_third_quarter else period.due_on, 18 if is_third_quarter else 9)
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
