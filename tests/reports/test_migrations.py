"""Migrations that change stored data, run backwards and forwards on the models as they are."""

from importlib import import_module

import pytest
from django.apps import apps

from reports.models import RollUp, RollUpScope
from reports.submission_counts import SubmissionCounts, pack_submission_counts, submission_counts_by_period
from tests.reports.builders import SampleOffice

rollup_names = import_module("reports.migrations.0011_rollup_names")
pytestmark = pytest.mark.django_db


def test_stored_numbers_of_reports_keep_their_meaning_under_their_new_names(office: SampleOffice) -> None:
    office.enter("CT01", 5)
    office.approve()
    counts = SubmissionCounts(9, 7, 2, 5, 3, frozenset({4}))
    RollUpScope.objects.update(approved={"1": pack_submission_counts(counts)}, pending={})
    rollup_names.to_old_names(apps, None)
    (scope,) = RollUpScope.objects.all()
    assert scope.approved["1"] == {"asked": 9, "sent": 7, "again": 2, "on_time": 5, "lying": 3, "corrected": [4]}
    rollup_names.to_new_names(apps, None)
    (scope,) = RollUpScope.objects.all()
    assert submission_counts_by_period(scope.approved) == {1: counts}
    assert (scope.structure_mark, RollUp.objects.count()) == (0, 0)
