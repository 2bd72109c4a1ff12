"""The files attached to figures, and those that a person may read."""

from collections import defaultdict

from django.db.models import Q

from reports.models import Evidence, Report
from reports.selectors.counted_figures import WITH_PENDING
from reports.selectors.report_contents.report_address import ReportAddress
from units.enums import Role
from units.models import User
from units.permissions import has_role
from units.roles import RoleRight, roles_with


def evidence_by_indicator(report: Report) -> dict[int, tuple[Evidence, ...]]:
    """Reads the files of a report, by the id of their indicator.

    Queries: 1, whatever the number of figures and files.
    """
    files_by_indicator: dict[int, list[Evidence]] = defaultdict(list)
    for evidence in Evidence.objects.filter(figure__report=report).select_related("figure"):
        files_by_indicator[evidence.figure.indicator_id].append(evidence)
    return {indicator: tuple(files) for indicator, files in files_by_indicator.items()}


def evidence_to_read(user: User, address: ReportAddress, code: str, pk: int) -> Evidence | None:
    """Finds a file that the person may read: whoever enters for the unit any, others above those of a sent report.

    Administrators read the files of reports that were entered on the unit's behalf. Queries: 2, and up to 3 more for
    whoever is no reporter of the unit.
    """
    evidence = Evidence.objects.filter(
        pk=pk,
        figure__indicator__code=code,
        figure__report__unit=address.unit,
        figure__report__period=address.period,
    )
    if not has_role(user, Role.REPORTER, address.unit):
        is_superior = any(has_role(user, role, address.unit) for role in roles_with(RoleRight.READ_SENT_FILES))
        readable = Q(figure__report__state__in=WITH_PENDING) if is_superior else Q(pk=None)
        if has_role(user, Role.ADMINISTRATOR, address.unit):
            readable |= Q(figure__report__on_behalf_at__isnull=False)
        evidence = evidence.filter(readable)
    return evidence.first()
