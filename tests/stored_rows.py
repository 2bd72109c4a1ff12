"""Preparations of tests that services do once and that are written again as rows, which takes a tenth of the time.

`built_once(function, *arguments)` is for what begins in an empty database, `@remembered` for a step that goes on from
there: CONTRIBUTING.md says which one to take.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model

from chodon_thidua.lib import clock
from units.models import Unit, User

Writes = tuple[int, ...]


@dataclass(kw_only=True)
class Prepared:
    """A thing whose rows were written by steps of preparation, one after the other."""

    history: tuple[Any, ...] = ()  # the steps
    writes: Writes = ()  # what `_writes` said after the last of them


T = TypeVar("T")
P = ParamSpec("P")
Subject = TypeVar("Subject", bound=Prepared)
Rows = list[tuple[type[Model], list[Model]]]
_built: dict[tuple[Any, ...], tuple[Any, Rows]] = {}
_steps: dict[tuple[Any, ...], tuple[Any, Rows, Rows]] = {}


def built_once(build: Callable[..., T], *arguments: Any) -> T:
    """Returns what the function returns, with its rows in the database.

    In an empty database it runs once for these arguments; after that its rows are written again as they were.
    """
    if Unit.objects.exists() or User.objects.exists():
        return build(*arguments)
    key = (build, *arguments, clock.today())
    if key not in _built:
        made = build(*arguments)
        _built[key] = deepcopy(made), _all_rows()
    else:
        first, rows = _built[key]
        _write(rows)
        made = deepcopy(first)
    if isinstance(made, Prepared):
        made.history, made.writes = key, _writes()
    return made


def remembered(step: Callable[Concatenate[Subject, P], None]) -> Callable[Concatenate[Subject, P], None]:
    """Makes a step of preparation write, from its second run on, the rows that the first one left.

    That holds where nothing but such steps has written since the subject was made; otherwise the step does what it
    says. Its arguments are hashable, and it deletes nothing.
    """

    @wraps(step)
    def advance(subject: Subject, /, *args: P.args, **kwargs: P.kwargs) -> None:
        if not subject.writes or subject.writes != _writes():
            step(subject, *args, **kwargs)
            return
        key = (*subject.history, step, args, *sorted(kwargs.items()), clock.now())
        if key in _steps:
            after, new, changed = _steps[key]
            for _, rows in changed:  # before the new ones, as a unit ends before another takes over its code
                for row in rows:
                    row.save_base(raw=True, force_update=True)
            _write(new)
            vars(subject).update(vars(deepcopy(after)))
        else:
            before = _all_rows()
            step(subject, *args, **kwargs)
            _steps[key] = deepcopy(subject), *_difference(before, _all_rows())
        subject.history, subject.writes = key, _writes()

    return advance


def _writes() -> Writes:
    """Returns the number of rows that were written so far, and where it counts those of a transaction, which one."""
    if connection.vendor == "sqlite":
        return (connection.connection.total_changes,)
    if not connection.in_atomic_block:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT txid_current(), sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint FROM pg_stat_xact_user_tables"
        )
        return tuple(cursor.fetchone())


def _write(rows: Rows) -> None:
    for model, instances in rows:
        model._base_manager.bulk_create(instances)


def _all_rows() -> Rows:
    models = [model for app in ("units", "targets", "reports") for model in apps.get_app_config(app).get_models(True)]
    rows = ((model, list(model._base_manager.order_by())) for model in models)
    return [(model, instances) for model, instances in rows if instances]


def _difference(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """Returns the rows that are new and those that have changed."""
    values = {(model, row.pk): _values(row) for model, rows in before for row in rows}
    gone = values.keys() - {(model, row.pk) for model, rows in after for row in rows}
    assert not gone, f"A remembered step deletes nothing: {sorted(map(str, gone))}"
    new = [(model, [row for row in rows if (model, row.pk) not in values]) for model, rows in after]
    changed = [
        (model, [row for row in rows if values.get((model, row.pk), _values(row)) != _values(row)])
        for model, rows in after
    ]
    return new, changed


def _values(row: Model) -> list[Any]:
    return [getattr(row, column.attname) for column in row._meta.concrete_fields]
