"""Whom to telephone about reports that are missing: a list to call from, to copy or to print."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reports.coordination.reminders.outstanding import OutstandingReport
from targets.calculation.types import UnitId
from units.models import Unit, UnitContact
from units.phones import dial_address

NOBODY = "chưa có cán bộ nhập liệu"


@dataclass(frozen=True, slots=True)
class CallLine:
    """One person to call about one unit; post and number may be missing, `duty` says what the person is there."""

    report: OutstandingReport
    duty: str
    name: str
    post: str = ""
    phone: str = ""

    @property
    def unit(self) -> Unit:
        return self.report.unit

    @property
    def dial_address(self) -> str:
        return dial_address(self.phone)

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as a spreadsheet takes it."""
        return self.unit.name, self.report.state_label, self.report.deadline.text, self.name, self.post, self.phone


def unit_contacts(units: Iterable[UnitId]) -> dict[UnitId, UnitContact]:
    """Reads the contact persons of the units, by unit id. Queries: 1."""
    return {contact.unit_id: contact for contact in UnitContact.objects.filter(unit__in=units)}


def call_lines(outstanding: Iterable[OutstandingReport], contacts: Mapping[UnitId, UnitContact]) -> Iterator[CallLine]:
    """Yields the reporters of each unit, then its contact person; a unit without anybody says so. Queries: none."""
    for report in outstanding:
        people = [CallLine(report, "Nhập liệu", user.full_name, user.post, user.phone) for user in report.reporters]
        if contact := contacts.get(report.unit.pk):
            people.append(CallLine(report, "Đầu mối", contact.name, contact.post, contact.phone))
        yield from people or [CallLine(report, "", NOBODY)]


def call_text(lines: Iterable[CallLine]) -> str:
    """Writes the list with tabs between its columns, so that it is pasted into a spreadsheet or a message."""
    return "\n".join("\t".join(line.cells) for line in lines)
