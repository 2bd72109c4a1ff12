"""A filled-in workbook of figures: every error with its cell, or every change beside what is stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from chodon_thidua.lib.numbers import input_text, read_back
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import quote
from reports.intake.figures import layout
from reports.intake.figures.layout import ALL_UNITS, NOT_APPLICABLE, NOTHING
from reports.intake.figures.lines import EarlierFigures, EntrySheet, TemplateLine
from reports.intake.kit.cells import is_empty, read_cell
from reports.intake.kit.checks import text_of
from reports.intake.kit.columns import RowKey, TemplateColumn, same_value
from reports.intake.kit.faults import CellFault, WorkbookFault
from reports.intake.kit.reading import EMPTY_TEXT, FieldDifference, FilledRow, IntakeReader, WorkbookIntake
from reports.intake.kit.unread_parts import UnreadPart, absent_rows, unread_columns
from reports.intake.services import FigureChange
from reports.models import Figure
from reports.selectors.figure_warnings import figure_warnings, is_unconfirmed, unexplained_count
from reports.selectors.reference_figures import ReferenceFigures, reference_figures
from reports.selectors.report_contents.field_changes import FIELD_LABELS
from reports.services.figure_checks import figure_validate
from reports.services.figure_rows import apply_values
from reports.services.figure_values import FIELDS, FigureValues, figure_values
from reports.warning_rules.figure_warning import FigureWarning
from units.models import Unit

FilledFigure = FilledRow[TemplateLine]


@dataclass(frozen=True)
class ProposedFigure(FigureChange):
    """One figure that the workbook changes in its row, as it would be stored, with what is to be checked in it."""

    line: TemplateLine
    row: int
    differences: tuple[FieldDifference, ...]
    figure: Figure
    warnings: tuple[FigureWarning, ...]

    @property
    def group(self) -> Unit:
        return self.unit

    @property
    def unexplained_count(self) -> int:
        return unexplained_count(self.figure, self.warnings)

    @property
    def is_unconfirmed(self) -> bool:
        """Tells whether the report cannot be sent with it as it is."""
        return is_unconfirmed(self.figure, self.warnings)


class FigureIntake(WorkbookIntake[ProposedFigure]):
    """The intake of figures, with its warnings counted."""

    @property
    def by_unit(self) -> list[tuple[Unit, list[ProposedFigure], int]]:
        """Each unit with its changes and how many warnings they raise."""
        return [(unit, own, sum(len(change.warnings) for change in own)) for unit, own in self.groups]

    @property
    def warning_count(self) -> int:
        return sum(len(change.warnings) for change in self.changes)

    @property
    def unexplained_count(self) -> int:
        return sum(change.unexplained_count for change in self.changes)

    @property
    def unconfirmed_count(self) -> int:
        return sum(change.is_unconfirmed for change in self.changes)


class FigureReader(IntakeReader[TemplateLine, ProposedFigure]):
    """Reads the workbook of one unit, or of all units, in one period."""

    duplicate_note = "cùng đơn vị, cùng chỉ tiêu"
    unknown_row = "Dòng không có mã ẩn: dòng chèn thêm, hoặc mã đã bị xóa."
    counts_mixed_rows = False
    intake_class = FigureIntake

    def __init__(self, sheet: EntrySheet) -> None:
        self.sheet = sheet
        rows = {layout.identity_of(line): line for line in sheet.lines}
        super().__init__(layout.layout_of(sheet), layout.stamp_of(sheet), rows, str(sheet.view.plan))

    def mismatch(self, name: str, value: str) -> str:
        if name == "period":
            names = {str(ordinal): period_name for ordinal, period_name in self.sheet.view.period_names.items()}
            return f"Tệp là mẫu của {names.get(value, 'kỳ khác')}, không phải {names[self.stamp['period']]}."
        if name == "scope" and self.sheet.scope is None:
            return "Tệp là mẫu của một đơn vị, không phải mẫu của tất cả đơn vị."
        if name == "scope" and self.sheet.scope:
            other = "tất cả đơn vị" if value == ALL_UNITS else "đơn vị khác"
            return f"Tệp là mẫu của {other}, không phải của {self.sheet.scope.name}."
        return super().mismatch(name, value)

    def labels(self, row: TemplateLine) -> Iterable[tuple[str, str]]:
        yield "code", row.indicator.code
        yield "unit", row.unit.name

    def label_mismatch(self, key: str, label: str, text: str) -> str:
        if key == "code":
            return f"Dòng ghi mã {quote(label)} nhưng thuộc chỉ tiêu {text}."
        return f"Dòng ghi đơn vị {quote(label)} nhưng thuộc {text}."

    def unknown_row_problem(self, cells: Mapping[str, WorkbookCell], key: RowKey | None) -> str:
        if key is None:
            return self.unknown_row
        return f"Chỉ tiêu {text_of(cells['code'])[:20]} không có trong mẫu của kỳ này."

    def read_input(self, row: TemplateLine, column: TemplateColumn, cell: WorkbookCell) -> Any:
        if column.key not in layout.locked_inputs(row, is_final=self.sheet.is_final):
            return read_cell(cell, column, row.unit_of(column.key))
        return _locked_value(cell, row, column)

    def further_unread_parts(self, rows: Sequence[FilledFigure], *, is_complete: bool) -> Iterable[UnreadPart]:
        rows = [row for row in rows if row.is_matched]
        yield from unread_columns(self.layout.sheet, self._changed_comparisons(rows))
        if is_complete:  # a row with a fault may be the row that seems to be missing
            yield from absent_rows(self.layout.sheet, self._absent_row_names(rows))

    def read_changes(self, groups: Iterable[Sequence[FilledFigure]]) -> Iterator[ProposedFigure | WorkbookFault]:
        """The changes. Queries: 1 for what they are compared with; 1 more where figures have changed meanwhile."""
        sheet, outdated = self.sheet, []
        references = reference_figures(
            sheet.plan_data, sheet.report_data, sheet.period, sheet.units.values(), in_rows=sheet.scope is None
        )
        for (row,) in groups:
            line = row.template_row
            try:
                values = figure_validate(
                    _values_of(row.contents, line, is_final=sheet.is_final), line.indicator, sheet.period, line.figure
                )
            except InvalidInput as refusal:
                for name, sentence in refusal.errors.items():
                    yield self.layout.fault_at(_column_of(line, name), row.number, sentence, "")
                continue
            except CellFault as fault:
                yield self.layout.fault_at("situation", row.number, fault.problem, fault.remedy)
                continue
            if values == figure_values(line.figure):
                continue
            if closing_reason := sheet.closing_reasons.get(line.unit.pk):
                problem = f"{line.unit.name}, chỉ tiêu {line.indicator.code}: {closing_reason}"
                yield self.layout.fault_at("code", row.number, problem, "Để dòng này như cũ.")
            elif row.key.state != str(line.version):
                outdated.append(row)
            else:
                yield _proposed_figure(row, values, references)
        yield from self._outdated_faults(outdated)

    def _outdated_faults(self, rows: Sequence[FilledFigure]) -> Iterator[WorkbookFault]:
        """Names who changed the figures after the template was made; they are not overwritten."""
        prefetch_related_objects([row.template_row.figure for row in rows if row.template_row.figure], "changed_by")
        for row in rows:
            line, figure = row.template_row, row.template_row.figure
            who = "đã bị xóa"
            if figure:
                who = f"đã được {figure.changed_by.full_name} sửa lúc {clock.in_a_sentence(figure.changed_at)}"
            problem = f"{line.unit.name}, chỉ tiêu {line.indicator.code}: số này {who}, sau khi mẫu được tải."
            remedy = "Số mới không bị ghi đè. Tải mẫu mới, hoặc sửa chỉ tiêu này trên trang nhập số liệu."
            yield self.layout.fault_at("code", row.number, problem, remedy)

    def _changed_comparisons(self, rows: Sequence[FilledFigure]) -> dict[tuple[int, str], list[int]]:
        """The columns to compare with in which somebody has typed, with the rows where."""
        changed_rows: dict[tuple[int, str], list[int]] = {}
        earlier = EarlierFigures(self.sheet)
        for row in rows:
            for key, number in layout.comparison_numbers(earlier, row.template_row).items():
                value, place = row.cells[key].value, self.layout.places[key]
                if not is_empty(row.cells[key]) and not (isinstance(value, Decimal) and same_value(value, number)):
                    changed_rows.setdefault((place + 1, self.layout.headings[place]), []).append(row.number)
        return changed_rows

    def _absent_row_names(self, rows: Sequence[FilledFigure]) -> list[str]:
        identities = {row.key.identity for row in rows}
        absent = [line for identity, line in self.template_rows.items() if identity not in identities]
        codes_only = self.sheet.scope is not None
        return [line.indicator.code if codes_only else f"{line.unit.name}, {line.indicator.code}" for line in absent]


def _locked_value(cell: WorkbookCell, line: TemplateLine, column: TemplateColumn) -> Decimal | None:
    """The value of a cell that is not for input: only what stood there before.

    Raises: CellFault.
    """
    if column.key == "full_year_estimate" or (column.key == "denominator" and is_empty(cell)):
        return None
    if column.key == "denominator":
        raise CellFault("Chỉ tiêu này không có mẫu số.", "Xóa nội dung ô.")
    original = line.figure.numerator if line.figure else None
    if not same_value(read_cell(cell, column), original):
        raise CellFault(
            "Số được công nhận tính theo danh sách quyết định.",
            "Trả lại số cũ ở ô này; ghi từng quyết định trên trang nhập số liệu.",
        )
    return original


def _values_of(contents: Mapping[str, Any], line: TemplateLine, *, is_final: bool) -> FigureValues:
    """The figure that the row asks for; what it shows unchanged stays exactly as it is stored.

    Raises: CellFault about the situation.
    """
    original = layout.contents_of(line, is_final=is_final)
    new_values = {
        name: value for name, value in contents.items() if name != "situation" and not same_value(value, original[name])
    }
    is_not_applicable = contents["situation"] == NOT_APPLICABLE
    values = replace(figure_values(line.figure), **new_values, not_applicable=is_not_applicable)
    if line.is_recognition and not line.decisions:
        values = replace(values, numerator=None)
    if contents["situation"] != NOTHING:
        return values
    if line.decisions:
        raise CellFault("Đã có quyết định công nhận trong danh sách.", f"Bỏ lựa chọn “{NOTHING}”.")
    if not line.sums:
        raise CellFault("Chỉ tiêu này không có số trong kỳ để ghi là 0.", "Nhập số liệu, hoặc để trống tình trạng.")
    amounts = [getattr(values, name) for name in line.sums if getattr(values, name)]
    if amounts:
        raise CellFault(f"Đã nhập số {input_text(amounts[0])} mà lại chọn “{NOTHING}”.", "Xóa số, hoặc bỏ lựa chọn.")
    zeros: dict[str, Any] = dict.fromkeys(line.sums, Decimal(0))
    return replace(values, **zeros)


def _column_of(line: TemplateLine, name: str) -> str:
    """The column in which the row has the field of a figure."""
    is_situation = name == "not_applicable" or (name == "numerator" and line.is_recognition)
    return "situation" if is_situation else name


def _proposed_figure(row: FilledFigure, values: FigureValues, references: ReferenceFigures) -> ProposedFigure:
    line = row.template_row
    figure = apply_values(values, line.indicator, line.figure, after_preview=True)
    warnings = figure_warnings(references, line.indicator, line.unit.pk, figure)
    differences = tuple(_differences(line, figure_values(line.figure), values))
    change = line.unit, line.indicator, values, line.version
    return ProposedFigure(*change, line, row.number, differences, figure, warnings)


def _differences(line: TemplateLine, before: FigureValues, after: FigureValues) -> Iterator[FieldDifference]:
    old, new = asdict(before), asdict(after)
    units = {role.lower(): part.unit_of_measure for role, part in line.parts.items()}
    units["full_year_estimate"] = line.indicator.unit_of_measure
    labels = FIELD_LABELS | ({role.lower(): part.label for role, part in line.parts.items()} if line.is_ratio else {})
    for name in FIELDS:
        if old[name] != new[name]:
            texts = (_display_text(values[name], units.get(name, "")) for values in (old, new))
            yield FieldDifference(labels[name], *texts)


def _display_text(value: object, unit: str) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return read_back(value, unit)
    if value in (None, ""):
        return EMPTY_TEXT
    return f"{value:%d/%m/%Y}" if not isinstance(value, str) else value
