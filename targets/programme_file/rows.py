"""A programme with its targets and their earlier years, as it is loaded."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from targets.enums import Comparator, OverYears


class ProgrammeFileError(ValueError):
    """The file cannot become a programme; `problems` are Vietnamese sentences, one for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ProgrammeYearRow:
    """The figure of a year before the app."""

    year: int
    value: Decimal
    definition_label: str | None = None  # None: that of the indicator
    source: str = ""

    def with_definition(self, definition_label: str) -> "ProgrammeYearRow":
        """Returns the figure under a definition: its own, else the given one."""
        own = self.definition_label
        return replace(self, definition_label=definition_label if own is None else own)


@dataclass(frozen=True, slots=True)
class ProgrammeTargetRow:
    """One target; `plan`, `plan_year` and `indicator` name one indicator of the chain that it follows.

    Shape: `target` is the only or lower end, and `path` are levels of it.
    """

    code: str
    name: str
    plan: str
    plan_year: int
    indicator: str
    over_years: OverYears
    comparator: Comparator | None = None
    target: Decimal | None = None
    upper: Decimal | None = None
    path: tuple[Decimal, ...] = ()
    years: tuple[ProgrammeYearRow, ...] = ()

    @property
    def where(self) -> str:
        """The target in a sentence: “Mục tiêu M01 (Trồng rừng)”."""
        return f"Mục tiêu {self.code} ({self.name})"


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    document_number: str
    issued_on: date
    title: str
    owner: str
    first_year: int
    last_year: int
    targets: tuple[ProgrammeTargetRow, ...]
