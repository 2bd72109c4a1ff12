"""Hostile workbooks at every way in: refused in words, nothing written, nobody else slowed down."""

import statistics
import time
from collections.abc import Callable
from random import Random
from threading import Event, Thread

import pytest
from django.core.files.storage import default_storage
from hypothesis import given, settings
from hypothesis import strategies as st

from chodon_thidua.lib.workbooks import WorkbookRefusal, read_workbook
from reports.excel.held import HELD_FOLDER
from reports.models import Figure
from tests.lib.hostile_files import HOSTILE
from tests.lib.mutating import mutated
from tests.reports.builders import Office
from tests.reports.excel.filling import Desk, desk, desk_of_all
from tests.reports.pages import signed_in
from units.models import AuditEvent

# What a file looks like is no matter of the database.
pytestmark = pytest.mark.sqlite

SOME = ("opened without end: '<c '", "far cells with prefix é", "bomb in xl/styles.xml", "too many cells")
