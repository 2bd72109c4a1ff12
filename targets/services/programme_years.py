"""Writing the figures of years before the app, for one target of a programme."""

from collections.abc import Mapping

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.numbers import plain_number
from chodon_thidua.lib.refusals import Conflict, InvalidInput
from targets.enums import OverYears, TargetBasis, TargetsAuditAction
from targets.models import ProgrammeTarget, ProgrammeYear
from targets.programme_file import ProgrammeYearRow
from targets.programme_file.schema import LEAST_GROWTH
from targets.selectors.baselines.labels import minimums_of
from targets.selectors.changes.latest_changes import latest_change
from targets.selectors.programmes.earlier_years import EarlierYears, Rows, earlier_years, rows_hash, stored_rows
from units.models import User
from units.permissions import check_administers
from units.services import audit_record

NO_REASON = "Hãy ghi lý do sửa hoặc bỏ số đã lưu."


@transaction.atomic
def programme_years_set(
    *, target: ProgrammeTarget, rows: Mapping[int, ProgrammeYearRow], screen_hash: str, reason: str, actor: User
) -> int:
    """Writes the figures of a target's earlier years as a person typed them; returns how many changed.

    Shape: `rows` by year; a year without a row loses its figure. `screen_hash` is that of the figures on the screen.
    Raises: Refusal for people who do not administer the programme's owner; Conflict when somebody changed the figures
    since; InvalidInput, by year as text, for what `check_rows` refuses, and for `reason` where a stored figure changes
    without one.
    """
    check_administers(actor, target.programme.owner)
    locked_rows = ProgrammeTarget.objects.select_for_update(of=("self",)).select_related(
        "programme__owner", "indicator"
    )
    (years,) = earlier_years([locked_rows.get(pk=target.pk)])
    if rows_hash(rows) == screen_hash:
        return 0
    if years.mark != screen_hash:
        sentence = f"Số các năm trước của mục tiêu {target.code} đã thay đổi. {latest_change(years.target)}"
        raise Conflict(sentence.rstrip(), theirs={}, mine={})
    if errors := check_rows(years, rows):
        raise InvalidInput(errors)
    if not reason and any(rows.get(year) != row for year, row in years.rows.items()):
        raise InvalidInput({"reason": NO_REASON})
    return write_years(years.target, rows, actor=actor, reason=reason)


def check_rows(years: EarlierYears, rows: Rows) -> dict[str, str]:
    """Returns a sentence for each year, as text, whose figure cannot be: one that the app has, or one too low.

    Growth is a mean of all years: with one of them missing it would be that of other years.
    """
    target, open_years = years.target, years.open_years
    level = TargetBasis(target.indicator.basis) == TargetBasis.LEVEL if target.indicator.basis else True
    lowest = minimums_of(target.indicator.parts.all()).get("value") if level else None
    errors: dict[str, str] = {}
    for year, row in rows.items():
        if year not in open_years and years.rows.get(year) != row:
            errors[str(year)] = _closed_year(years, year)
        elif target.over_years == OverYears.GROWTH and row.value <= LEAST_GROWTH:
            errors[str(year)] = "Tốc độ tăng phải trên −100 %."
        elif lowest is not None and row.value < lowest:
            errors[str(year)] = f"Số phải từ {plain_number(lowest)} trở lên."
    if target.over_years == OverYears.GROWTH:
        missing = [year for year in open_years if year not in rows]
        errors |= {str(year): f"Tốc độ tăng bình quân cần số của mọi năm; còn thiếu năm {year}." for year in missing}
    return errors


def write_years(target: ProgrammeTarget, rows: Rows, *, actor: User | None, reason: str = "") -> int:
    """Writes the figures that differ and removes those of other years, each with its entry in the audit log."""
    before = stored_rows(target)
    stored = {row.year: row for row in ProgrammeYear.objects.filter(target=target)}
    changed_years = [year for year in sorted({*before, *rows}) if before.get(year) != rows.get(year)]
    for year in changed_years:
        row = rows.get(year)
        if row is None:
            stored[year].delete()
        else:
            figure = stored.get(year) or ProgrammeYear(target=target, year=year)
            figure.value, figure.source = row.value, row.source
            figure.definition_label = row.definition_label or ""
            save_valid(figure)
        audit_record(
            actor=actor,
            action=TargetsAuditAction.PROGRAMME_YEARS,
            obj=target,
            before=_audit_data(target, year, before.get(year)),
            after=_audit_data(target, year, row) | ({"reason": reason} if reason else {}),
        )
    return len(changed_years)


def _closed_year(years: EarlierYears, year: int) -> str:
    if year in years.chain:
        return f"Năm {year} phần mềm đã có số liệu của chỉ tiêu này nên không nhập tay."
    return f"Năm {year} chưa qua, hoặc không thuộc giai đoạn {years.target.programme.term}."


def _audit_data(target: ProgrammeTarget, year: int, row: ProgrammeYearRow | None) -> dict[str, object]:
    values = {name: getattr(row, name) for name in ("value", "definition_label", "source")} if row else {}
    return {"programme": target.programme.document_number, "code": target.code, "year": year, **values}
