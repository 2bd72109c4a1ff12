"""The work that one person has in a period."""

from dataclasses import dataclass

from targets.enums import PeriodState
from targets.models import Period, Plan


@dataclass(frozen=True, slots=True)
class PeriodWork:
    """The work that one person has in a period.

    Shape: `to_send` says whether they can still send a report of it, `to_review` whether one waits for their decision;
    `asked_count` and `sent_count` are numbers of units of their scope, None where nothing is known of any.
    """

    plan: Plan
    period: Period
    to_send: bool = False
    to_review: bool = False
    asked_count: int | None = None
    sent_count: int = 0

    @property
    def age(self) -> tuple[int, int]:
        return self.plan.year, self.period.ordinal

    @property
    def is_open(self) -> bool:
        return self.period.state == PeriodState.OPEN

    @property
    def has_opened(self) -> bool:
        return self.period.state != PeriodState.UPCOMING

    @property
    def lacks_reports(self) -> bool:
        return self.is_open and (self.asked_count is None or self.sent_count < self.asked_count)

    @property
    def has_majority(self) -> bool:
        return self.has_opened and self.asked_count is not None and 2 * self.sent_count > self.asked_count
