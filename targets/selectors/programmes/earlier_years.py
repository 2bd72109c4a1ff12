"""The figures of a programme's years that no plan of the app has, for the coordinator of the plan."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chodon_thidua.lib.numbers import plain_number
from targets.models import ProgrammeTarget
from targets.programme_file import ProgrammeYearRow
from targets.selectors.programmes.chains import Chain, indicator_chains

MARK_LENGTH = 16
Rows = Mapping[int, ProgrammeYearRow]  # by year


@dataclass(frozen=True, slots=True)
class EarlierYears:
    """One target with the years of its term.

    Shape: `chain` has the years that plans of the app have, `rows` the typed figures.
    """

    target: ProgrammeTarget
    chain: Chain
    rows: Rows

    @property
    def open_years(self) -> list[int]:
        """The years whose figure is typed: before the latest plan, and without a plan that has the indicator."""
        latest = max(self.chain, default=self.target.programme.last_year + 1)
        return [year for year in self.target.programme.years if year < latest and year not in self.chain]

    @property
    def unused_years(self) -> list[int]:
        """The years with a typed figure that a plan of the app has by now; the plan's figures count."""
        return [year for year in self.rows if year in self.chain]

    @property
    def empty_years(self) -> list[int]:
        return [year for year in self.open_years if year not in self.rows]

    @property
    def mark(self) -> str:
        """A hash of the figures, which shows whether anybody has changed them since."""
        return rows_hash(self.rows)


def stored_rows(target: ProgrammeTarget) -> dict[int, ProgrammeYearRow]:
    """Returns the typed figures by year. Queries: none where the years were prefetched, else 1."""
    return {
        row.year: ProgrammeYearRow(row.year, row.value, row.definition_label, row.source) for row in target.years.all()
    }


def rows_hash(rows: Rows) -> str:
    texts = (
        text
        for year in sorted(rows)
        for text in (str(year), plain_number(rows[year].value), rows[year].definition_label or "", rows[year].source)
    )
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:MARK_LENGTH]


def earlier_years(targets: Sequence[ProgrammeTarget]) -> list[EarlierYears]:
    """Queries: 1; none without targets."""
    chains = indicator_chains(targets)
    return [EarlierYears(target, chains[target.pk], stored_rows(target)) for target in targets]
