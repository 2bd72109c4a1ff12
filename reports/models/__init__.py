"""The models of what was done: reports, figures, recognitions, evidence, events, reminders, totals, snapshots."""

from reports.models.activity import Activity
from reports.models.figures import Evidence, Figure, Recognition
from reports.models.reminders import Reminder
from reports.models.reports import Report, ReportEvent
from reports.models.rollups import RollUp, RollUpScope
from reports.models.snapshots import Snapshot

__all__ = [
    "Activity",
    "Evidence",
    "Figure",
    "Recognition",
    "Reminder",
    "Report",
    "ReportEvent",
    "RollUp",
    "RollUpScope",
    "Snapshot",
]
