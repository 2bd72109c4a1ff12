"""Who reads a unit's report as an official paper, and who attaches its signed copy."""

from django.http import Http404

from chodon_thidua.lib.refusals import StateRefusal
from reports.enums import SENT_STATES
from reports.models import Report
from reports.selectors.report_contents.report_address import ReportAddress
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role, has_role
from units.roles import RoleRight, roles_with


def check_can_read(user: User, address: ReportAddress) -> None:
    """Checks that the person reports for the unit or reads from above what it has sent.

    Raises: Http404.
    """
    is_superior = any(has_role(user, role, address.unit) for role in roles_with(RoleRight.READ_SENT_FILES))
    if not is_superior and not has_role(user, Role.REPORTER, address.unit):
        raise Http404("Chỉ đơn vị và cấp thẩm định, lãnh đạo của đơn vị có trang này.")


def check_is_sent(report: Report | None) -> Report:
    """Returns the report, which its unit has sent and nobody has sent back.

    Raises: StateRefusal.
    """
    if report is None or report.state not in SENT_STATES:
        raise StateRefusal("Báo cáo chưa gửi, hoặc đang được sửa để gửi lại, nên chưa có bản để in và ký.")
    return report


def check_can_sign(user: User, unit: Unit) -> None:
    """Checks that the user is a reporter of this very unit, whatever the state of the period: papers come later."""
    check_role(user, Role.REPORTER, unit)
