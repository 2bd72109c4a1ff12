"""The models of what was done: reports and their contents, events, comments, directives, totals, snapshots."""

from reports.models.activity import Activity
from reports.models.comments import FigureComment
from reports.models.directives import Directive, DirectiveEvent, DirectiveFile
from reports.models.evidence import Evidence
from reports.models.figures import LONGEST_WORDS, Figure
from reports.models.judgements import ManualAssessment
from reports.models.recognitions import Recognition
from reports.models.reminders import Reminder
from reports.models.report_events import ReportEvent
from reports.models.reports import Report
from reports.models.rollups import RollUp, RollUpScope
from reports.models.signed_copies import SignedCopy
from reports.models.snapshots import Snapshot

__all__ = [
    "LONGEST_WORDS",
    "Activity",
    "Directive",
    "DirectiveEvent",
    "DirectiveFile",
    "Evidence",
    "Figure",
    "FigureComment",
    "ManualAssessment",
    "Recognition",
    "Reminder",
    "Report",
    "ReportEvent",
    "RollUp",
    "RollUpScope",
    "SignedCopy",
    "Snapshot",
]
