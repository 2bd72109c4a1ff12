"""Choice of the tests that run on a second database: the fewest that ask it everything that all of them ask the first.

`tests/statements.py` says what a fact is; each line of a record is “test, cost, whether it always runs, facts”,
divided by tabs.
"""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from pathlib import Path

RECORDS = "*.facts"


@dataclass(frozen=True)
class Record:
    """The facts that one test asked the database; its cost is the number of statements that it sent."""

    test: str
    cost: int
    is_always: bool
    facts: Set[str]

    def line(self) -> str:
        return f"{self.test}\t{self.cost}\t{self.is_always:d}\t{' '.join(sorted(self.facts))}\n"


def read_records(folder: Path) -> list[Record]:
    """Returns the records of all processes of a run."""
    lines = [line for path in sorted(folder.glob(RECORDS)) for line in path.read_text("utf-8").splitlines()]
    return [_read(line) for line in lines]


def _read(line: str) -> Record:
    test, cost, is_always, facts = line.split("\t")
    return Record(test, int(cost), is_always == "1", frozenset(facts.split()))


def files_of(records: Iterable[Record], redundant_tests: Set[str]) -> set[str]:
    """Returns the files of the tests that are not redundant; of the others a second run need not read any."""
    return {record.test.partition("::")[0] for record in records if record.test not in redundant_tests}


def marked_files(root: Path, marker: str) -> set[str]:
    """Returns the files of tests, from the root on, that use the marker."""
    paths = (root / "tests").rglob("test_*.py")
    return {path.relative_to(root).as_posix() for path in paths if f"mark.{marker}" in path.read_text("utf-8")}


def redundant_tests(records: Iterable[Record]) -> set[str]:
    """Returns the tests that need not run again, because the others ask everything that they ask.

    Greedy: the test with the most new facts for its cost comes next, until no fact is new. Those that come later may
    ask together everything that an earlier one asks; that is then redundant too.
    """
    records = list(records)
    covered_facts: set[str] = set().union(*(record.facts for record in records if record.is_always))
    open_records = {record.test: record for record in records if not record.is_always}
    queue = [(-_worth(record, covered_facts), test) for test, record in open_records.items()]
    heapify(queue)
    while queue:
        old_rank, test = heappop(queue)
        new_rank = -_worth(open_records[test], covered_facts)
        if new_rank == 0:
            continue
        if new_rank > old_rank:  # others have asked some of its facts since
            heappush(queue, (new_rank, test))
            continue
        covered_facts |= open_records.pop(test).facts
    return set(open_records) | _outdone(record for record in records if record.test not in open_records)


def _outdone(records: Iterable[Record]) -> set[str]:
    """Returns the tests whose facts the others ask as well, the costliest first."""
    records = sorted(records, key=lambda record: -record.cost)
    askers = Counter(fact for record in records for fact in record.facts)
    outdone_tests = set()
    for record in records:
        if not record.is_always and all(askers[fact] > 1 for fact in record.facts):
            outdone_tests.add(record.test)
            askers.subtract(record.facts)
    return outdone_tests


def _worth(record: Record, covered_facts: set[str]) -> float:
    # Each test costs something before its first statement.
    return len(record.facts - covered_facts) / (record.cost + 20)
