"""The reports that a reviewer chose to approve together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from reports.policies import state_sentence
from reports.review.queue import ReviewQueue
from reports.review.queue_items import QueueItem

ReportVersion = tuple[str, int]  # the unit's address, the version of its report on the person's screen


@dataclass(frozen=True, slots=True)
class ApprovalChoice:
    """One report that was chosen; `objection` says why it needs a look of its own, empty when it does not."""

    item: QueueItem
    objection: str = ""


def approval_choices(queue: ReviewQueue, selection: Iterable[ReportVersion] | None) -> list[ApprovalChoice]:
    """Returns the chosen reports in the order of the queue; without a choice all on the page that may be approved so.

    Queries: none.
    Raises: Http404 for a unit that is not in the queue.
    """
    if selection is None:
        return [ApprovalChoice(item) for item in queue.approvable]
    versions = dict(selection)
    items = [item for group in queue.groups for item in group.items if item.address in versions]
    if len(items) < len(versions):
        raise Http404("Có đơn vị không nằm trong danh sách thẩm định của anh/chị.")
    return [ApprovalChoice(item, _objection(item, versions[item.address])) for item in items]


def _objection(item: QueueItem, seen_version: int) -> str:
    """Returns why the report needs a look of its own; empty when it may be approved together with others."""
    report, check = item.report, item.check
    if report is None:
        return "Đơn vị chưa gửi báo cáo."
    if item.group != "WAITING":
        return state_sentence(report)
    if item.is_own:
        return "Anh/chị đã nhập hoặc gửi báo cáo này nên không thể tự thẩm định."
    if report.version != seen_version:
        return "Báo cáo đã thay đổi sau khi anh/chị mở danh sách; hãy mở ra xem lại."
    problems = [
        f"thiếu {check.missing_count} chỉ tiêu" if check.missing_count else "",
        f"có {check.unexplained_count} cảnh báo chưa giải thích" if check.unexplained_count else "",
        f"có {check.extraordinary_count} số rất khác thường" if check.extraordinary_count else "",
    ]
    why = ", ".join(problem for problem in problems if problem)
    return f"Báo cáo {why}; hãy mở ra xem rồi duyệt riêng." if why else ""
