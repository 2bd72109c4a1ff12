"""The figures that units reported before, to compare with in a workbook."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reports.intake.figures.entry_sheet import EntrySheet
from reports.intake.figures.template_line import TemplateLine
from reports.models import Report
from reports.progress.figure_inputs import parts_before
from reports.selectors.last_year import last_year_of_unit
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.types import FigureReading, UnitId
from targets.enums import PartRole


class EarlierFigures:
    """The figures that units of a sheet reported before; a line sees its own unit and those merged into it only."""

    def __init__(self, sheet: EntrySheet) -> None:
        self.sheet = sheet
        self._readings = self._group_readings(sheet.report_data.readings)
        self._last_year = self._group_readings(sheet.report_data.last_year)
        self._counted: dict[UnitId, dict[tuple[UnitId, int], Report]] = defaultdict(dict)
        for (unit, ordinal), report in sheet.report_data.counting_reports.items():
            self._counted[self._acting(unit)][unit, ordinal] = report

    def parts(self, line: TemplateLine) -> dict[PartRole, Decimal | None]:
        """The parts of the period before; for the whole year those of its regular periods."""
        sheet = self.sheet
        return parts_before(
            sheet.view, sheet.plan_data, self._unit_report_data(line), line.indicator, line.unit.pk, sheet.period
        )

    def words(self, line: TemplateLine) -> str:
        """The words of the period before."""
        before = self.sheet.report_data.figures.get((line.indicator.pk, line.unit.pk, self.sheet.period.ordinal - 1))
        return before.text_value if before else ""

    def same_period(self, line: TemplateLine) -> dict[PartRole, Decimal | None]:
        """Last year to date under the same definition, in the units of what is entered; of a ratio its parts.

        A ratio of which only the rate is known has nothing here: a percentage cannot be compared with tons.
        """
        plan_data, unit = self.sheet.plan_data, line.unit.pk
        prior = last_year_of_unit(
            plan_data, line.indicator, unit, self._unit_report_data(line), self.sheet.period.ordinal
        )
        spec = plan_data.specs[line.indicator.pk]
        if prior is None or prior.label != spec.definition_label:
            return {}
        if line.is_ratio:
            return {PartRole.NUMERATOR: prior.numerator, PartRole.DENOMINATOR: prior.denominator}
        return {PartRole.NUMERATOR: prior.amount(spec)}

    def _unit_report_data(self, line: TemplateLine) -> ReportData:
        pk, unit = line.indicator.pk, line.unit.pk
        return replace(
            self.sheet.report_data,
            readings={pk: self._readings.get((pk, unit), [])},
            last_year={pk: self._last_year.get((pk, unit), [])},
            counting_reports=self._counted[unit],
        )

    def _group_readings(
        self, readings: Mapping[int, Sequence[FigureReading]]
    ) -> dict[tuple[int, UnitId], list[FigureReading]]:
        groups: dict[tuple[int, UnitId], list[FigureReading]] = defaultdict(list)
        for pk, indicator_readings in readings.items():
            for reading in indicator_readings:
                groups[pk, self._acting(reading.unit)].append(reading)
        return groups

    def _acting(self, unit: UnitId) -> UnitId:
        return self.sheet.plan_data.acting(unit, self.sheet.period.ordinal)
