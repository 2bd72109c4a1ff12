"""The page of the signed copies of one unit's report, through all its rounds."""

from dataclasses import dataclass

from chodon_thidua.lib.refusals import Refusal
from reports.enums import SENT_STATES
from reports.models import SignedCopy
from reports.selectors.report_contents.report_address import ReportAddress


@dataclass(slots=True)
class SignedCopyPage:
    """Shape: `copies` of every revision, newest first; `may_sign` where the person may attach and take away."""

    address: ReportAddress
    copies: list[SignedCopy]
    may_sign: bool
    refusal: Refusal | None = None

    @property
    def is_sent(self) -> bool:
        return self.address.report is not None and self.address.report.state in SENT_STATES

    @property
    def current(self) -> SignedCopy | None:
        """The copy of the newest revision; None where it has none, or none any more."""
        report = self.address.report
        return next(
            (copy for copy in self.copies if report and copy.report_id == report.pk and not copy.removed_at), None
        )

    @property
    def earlier(self) -> list[SignedCopy]:
        """The copies that were replaced or taken away, and those of earlier revisions."""
        return [copy for copy in self.copies if copy is not self.current]

    @property
    def is_outdated(self) -> bool:
        """Tells whether the report was sent again after its copy was signed."""
        report, current = self.address.report, self.current
        return bool(current and report and report.submitted_at and current.at < report.submitted_at)

    @property
    def status(self) -> int:
        return self.refusal.status if self.refusal else 200

    def copy(self, pk: int) -> SignedCopy | None:
        return next((copy for copy in self.copies if copy.pk == pk), None)


def signed_copy_page(address: ReportAddress, *, may_sign: bool) -> SignedCopyPage:
    """Queries: 1, whatever the number of copies."""
    copies = SignedCopy.objects.filter(report__unit=address.unit, report__period=address.period)
    return SignedCopyPage(
        address, list(copies.select_related("report__unit", "report__period", "by", "removed_by")), may_sign
    )
