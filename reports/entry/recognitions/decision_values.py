"""One decision as a person enters it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chodon_thidua.lib.text import normalise_line
from reports.models import Recognition
from units.models import Unit


@dataclass(frozen=True, slots=True)
class RecognitionValues:
    """One decision as a person entered it; exactly one of the subjects is filled in."""

    assessed_year: int
    decision_number: str
    decided_on: date
    subject_unit: Unit | None = None
    subject_text: str = ""

    def __str__(self) -> str:
        subject = self.subject_unit.name if self.subject_unit else self.subject_text
        return f"{subject}, QĐ {self.decision_number} ngày {self.decided_on:%d/%m/%Y}, năm xét {self.assessed_year}"

    @property
    def subject(self) -> dict[str, Any]:
        return {"subject_unit": self.subject_unit, "subject_text": normalise_line(self.subject_text)}


def recognition_values(item: Recognition) -> RecognitionValues:
    return RecognitionValues(
        item.assessed_year, item.decision_number, item.decided_on, item.subject_unit, item.subject_text
    )
