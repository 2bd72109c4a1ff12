"""The page on which an administrator says why a unit does not enter its report itself."""

from dataclasses import dataclass

from reports.policies import change_access
from reports.selectors.report_contents.report_address import ReportAddress, administered_address
from units.models import User


@dataclass(frozen=True, slots=True)
class OnBehalfPage:
    """A report that an administrator wants to enter. Shape: `closing_reason` says why not, empty where it is open."""

    address: ReportAddress
    closing_reason: str

    @property
    def is_started(self) -> bool:
        """True where a reason holds already: nobody is asked a second time before the report is sent."""
        return self.address.report is not None and self.address.report.is_open_on_behalf


def on_behalf_page(user: User, year: int, code: str, ordinal: int) -> OnBehalfPage:
    """Reads the report of a unit that the person administers.

    Queries: 5; 1 more when the period is locked.
    Raises: Http404 for everybody else.
    """
    address = administered_address(user, year, code, ordinal)
    return OnBehalfPage(address, change_access(address.report, address.period, address.unit)[0])
