"""Loading a programme's file: a new programme, or one that is corrected by its file when that is asked for."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from targets.enums import TargetsAuditAction
from targets.models import Indicator, Programme, ProgrammeTarget
from targets.programme_file import ProgrammeFile, ProgrammeFileError, ProgrammeTargetRow, read_programme
from targets.selectors.changes.plan_changes import PlanChange, plan_changes
from targets.selectors.changes.programme_contents import programme_contents
from targets.selectors.programmes.earlier_years import Rows, earlier_years
from targets.services.programme_indicators import chain_indicators, programme_owner
from targets.services.programme_years import check_rows, write_years
from units.models import Unit, User
from units.services import audit_record


@dataclass(frozen=True, slots=True)
class ProgrammeLoadResult:
    """The result of a file: a new programme, one that was corrected by `changes`, or one that is as the file says.

    Changes without `is_written` wait until somebody says that the file is newer than what stands in the app.
    """

    programme: Programme
    created: bool
    changes: tuple[PlanChange, ...] = ()
    is_written: bool = True


@transaction.atomic
def programme_load(*, file: ProgrammeFile, actor: User | None = None, correct: bool = False) -> ProgrammeLoadResult:
    """Writes a programme from its file; one of the same number that differs is corrected with `correct` alone.

    Raises: ProgrammeFileError naming the owner or every indicator that is not there, and every value that cannot be.
    """
    owner = programme_owner(file)
    stored = Programme.objects.select_for_update(of=("self",)).filter(owner=owner)
    programme = stored.filter(document_number=file.document_number).first()
    if programme is None:
        programme = _write(Programme(owner=owner, document_number=file.document_number), owner, file, actor)
        _record(programme, TargetsAuditAction.PROGRAMME_LOADED, actor)
        return ProgrammeLoadResult(programme, created=True)
    with transaction.atomic():
        before = programme_contents(programme)
        _write(programme, owner, file, actor)
        changes = plan_changes(before, programme_contents(programme))
        if changes and not correct:
            transaction.set_rollback(True)
            return ProgrammeLoadResult(programme, created=False, changes=changes, is_written=False)
        if changes:
            _record(programme, TargetsAuditAction.PROGRAMME_CORRECTED, actor, changes)
    return ProgrammeLoadResult(programme, created=False, changes=changes)


def programme_check(*, raw: Any, correct: bool = False) -> ProgrammeLoadResult:
    """Says what `programme_load` would do with the contents of a file, and writes nothing. Raises: as it does."""
    with transaction.atomic():
        result = programme_load(file=read_programme(raw), correct=correct)
        transaction.set_rollback(True)
    return result


def _write(programme: Programme, owner: Unit, file: ProgrammeFile, actor: User | None) -> Programme:
    """Writes the programme with its targets and their earlier years; what the file no longer has is deleted."""
    problems: list[str] = []
    programme.title, programme.issued_on = file.title, file.issued_on
    programme.first_year, programme.last_year = file.first_year, file.last_year
    if not _save(programme, "Chương trình", problems):
        raise ProgrammeFileError(problems)
    indicators = chain_indicators(file, owner, problems)
    current = {target.code: target for target in ProgrammeTarget.objects.filter(programme=programme)}
    for order, row in enumerate(file.targets, 1):
        if indicator := indicators.get(row.code):
            target = current.get(row.code) or ProgrammeTarget(programme=programme, code=row.code)
            _write_target(target, indicator, row, order, actor, problems)
    if problems:
        raise ProgrammeFileError(problems)
    ProgrammeTarget.objects.filter(programme=programme).exclude(code__in=[row.code for row in file.targets]).delete()
    return programme


def _write_target(
    target: ProgrammeTarget,
    indicator: Indicator,
    row: ProgrammeTargetRow,
    order: int,
    actor: User | None,
    problems: list[str],
) -> None:
    target.name, target.indicator, target.order = row.name, indicator, order
    target.over_years, target.comparator = row.over_years, row.comparator
    target.value, target.upper = row.target, row.upper
    target.path = [str(level) for level in row.path] or None
    if not _save(target, row.where, problems):
        return
    rows: Rows = {year.year: year.with_definition(indicator.definition_label) for year in row.years}
    (years,) = earlier_years([target])
    if errors := check_rows(years, rows):
        problems += [f"{row.where}, năm {year}: {sentence}" for year, sentence in errors.items()]
    else:
        write_years(target, rows, actor=actor)


def _save(obj: Programme | ProgrammeTarget, where: str, problems: list[str]) -> bool:
    try:
        save_valid(obj)
    except InvalidInput as refusal:
        problems += [f"{where}: {sentence}" for sentence in refusal.errors.values()]
        return False
    return True


def _record(
    programme: Programme, action: TargetsAuditAction, actor: User | None, changes: tuple[PlanChange, ...] = ()
) -> None:
    was, now = ({change.name: getattr(change, side) for change in changes} for side in ("before", "after"))
    identity = {"document_number": programme.document_number, "term": programme.term}
    audit_record(actor=actor, action=action, obj=programme, before=was or None, after=identity | now)
