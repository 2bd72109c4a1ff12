"""Which tests a second database repeats: facts are the same for the same question, and none of them is lost."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from tests.factories import UnitFactory
from tests.statements import Recorder, peculiarities, shape_of
from tests.tools.selection import Record, files_of, marked_files, read_records, redundant_tests
from units.models import Unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT a WHERE b IN (%s)", "SELECT a WHERE b IN (%s)"),
        ("SELECT a WHERE b IN (%s, %s)", "SELECT a WHERE b IN (%s, %s, %s)"),
        ("INSERT INTO a (b, c) VALUES (%s, %s), (%s, %s)", "INSERT INTO a (b, c) VALUES (%s, %s), (%s, %s), (%s, %s)"),
        ('SAVEPOINT "s139_x1"', 'SAVEPOINT "s7_x22"'),
        ("CASE WHEN (a = %s) THEN %s ELSE b", "CASE WHEN (a = %s) THEN %s WHEN (a = %s) THEN %s ELSE b"),
        ("WHERE ((a = %s AND b = %s) OR (a = %s AND b = %s))", "WHERE ((a = %s AND b = %s))"),
    ],
)
def test_lists_of_any_length_are_one_statement(one, other):
    longer = other.replace(
        "((a = %s AND b = %s))", "((a = %s AND b = %s) OR (a = %s AND b = %s) OR (a = %s AND b = %s))"
    )
    assert shape_of(one).replace(" …", "") == shape_of(longer).replace(" …", "")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (1, []),
        ("Cho Don", []),
        (None, ["null"]),
        ("", ["empty"]),
        ("Chợ Đồn", ["letters"]),
        ("a\0b", ["NUL"]),
        ("\ud800", ["surrogate", "letters"]),
        ("😀", ["beyond two bytes", "letters"]),
        ("x" * 101, ["long"]),
        ("12345678901234.567890", ["many digits"]),
        (2**31, ["int8"]),
        (-(2**63), ["too large"]),
        (0.5, ["float"]),
    ],
)
def test_values_that_databases_treat_differently(value, names):
    assert list(peculiarities([value])) == names


@pytest.mark.django_db
def test_a_statement_that_is_refused_is_a_fact_of_its_own():
    unit = UnitFactory.create()
    plain, refused = Recorder(), Recorder()
    with connection.execute_wrapper(plain):
        Unit.objects.filter(pk=unit.pk).update(kind=unit.kind)
    with connection.execute_wrapper(refused), pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(kind="NO_SUCH")
    assert (plain.is_refused, refused.is_refused) == (False, True)
    assert refused.facts - plain.facts
    assert plain.statements == 1


@pytest.mark.django_db
def test_rows_that_change_are_counted_as_none_one_or_many():
    names = [unit.name for unit in UnitFactory.create_batch(4)]
    facts = []
    for some in (["?"], names[:1], names[:2], names):
        recorder = Recorder()
        with connection.execute_wrapper(recorder):
            Unit.objects.filter(name__in=[*some, "??"]).update(short_name="X")
        facts.append(frozenset(recorder.facts))
    assert facts[0] != facts[1] != facts[2] == facts[3]


def record(test, *facts, cost=100, is_always=False):
    return Record(test, cost, is_always, frozenset(facts))


def test_the_fewest_tests_ask_everything():
    records = [record("a", "1", "2"), record("b", "2", "3"), record("c", "1", "2", "3"), record("d", "4"), record("e")]
    assert redundant_tests(records) == {"a", "b", "e"}


def test_the_cheaper_of_two_tests_runs():
    assert redundant_tests([record("dear", "1", cost=5000), record("cheap", "1", cost=10)]) == {"dear"}


def test_what_always_runs_saves_others():
    assert redundant_tests([record("a", "1", "2"), record("b", "1", is_always=True), record("c", "2", cost=9)]) == {"a"}


def test_a_test_that_later_ones_outdo_together_is_spared():
    first, *later = record("a", "1", "2"), record("b", "1", "3"), record("c", "2", "4")
    assert redundant_tests([first, *later]) == {"a"}
    assert redundant_tests([first, later[0], record("c", "4")]) == set()  # only it asks the second
    always = Record(first.test, first.cost, True, first.facts)
    assert redundant_tests([always, *later]) == set()


def test_of_two_that_ask_the_same_one_stays():
    records = [record("a", "1", "2", "3"), record("b", "1", "2", "4", cost=90), record("c", "3", "4", "5")]
    assert len(redundant_tests(records)) == 1


def test_a_file_is_read_while_one_of_its_tests_is_not_redundant():
    records = [record(f"tests/{name}", "1") for name in ("test_a.py::b[x::y]", "test_a.py::c", "test_d.py::e")]
    assert files_of(records, {"tests/test_a.py::c"}) == {"tests/test_a.py", "tests/test_d.py"}
    assert files_of(records, {"tests/test_a.py::c", "tests/test_d.py::e"}) == {"tests/test_a.py"}
    assert files_of(records, {one.test for one in records}) == set()


def test_files_that_use_a_marker_are_read_without_a_record(tmp_path):
    folder = tmp_path / "tests" / "units"
    folder.mkdir(parents=True)
    for name, text in (
        ("test_a", "@pytest.mark.oracle\n"),
        ("test_b", "pytestmark = pytest.mark.oracle"),
        ("test_c", ""),
    ):
        (folder / f"{name}.py").write_text(text)
    (folder / "conftest.py").write_text("pytest.mark.oracle")
    assert marked_files(tmp_path, "oracle") == {"tests/units/test_a.py", "tests/units/test_b.py"}


def test_every_fact_is_asked_whatever_is_spared():
    records = [record(str(n), *(str(n * m % 31) for m in range(1, 6)), cost=n * 37 % 50) for n in range(200)]
    rest = redundant_tests(records)
    assert 150 < len(rest) < 200
    asked = set().union(*(one.facts for one in records if one.test not in rest))
    assert asked == set().union(*(one.facts for one in records))


def test_records_are_read_as_they_were_written(tmp_path):
    records = [record("tests/a.py::test[Chợ\\t Đồn]", "1f", "2"), record("tests/b.py::test", is_always=True)]
    for n, one in enumerate(records):
        (tmp_path / f"{n}.facts").write_text(one.line(), encoding="utf-8")
    assert read_records(tmp_path) == records
