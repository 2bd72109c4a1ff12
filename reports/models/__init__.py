"""The models of what was done: reports with their figures, events and comments, reminders, totals, snapshots."""

from reports.models.activity import Activity
from reports.models.comments import FigureComment
from reports.models.evidence import Evidence
from reports.models.figures import Figure
from reports.models.recognitions import Recognition
from reports.models.reminders import Reminder
from reports.models.report_events import ReportEvent
from reports.models.reports import Report
from reports.models.rollups import RollUp, RollUpScope
from reports.models.snapshots import Snapshot

__all__ = [
    "Activity",
    "Evidence",
    "Figure",
    "FigureComment",
    "Recognition",
    "Reminder",
    "Report",
    "ReportEvent",
    "RollUp",
    "RollUpScope",
    "Snapshot",
]
