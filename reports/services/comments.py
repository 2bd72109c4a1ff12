"""The writers of comments on figures and of the units' answers; nothing written is ever changed."""

from collections.abc import Mapping

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput, StateRefusal
from chodon_thidua.lib.text import normalise
from reports.enums import ReportsAuditAction
from reports.models import FigureComment, Report
from reports.models.comments import LONGEST_COMMENT
from reports.services.open_reports import report_for_entry
from targets.models import Indicator, Period
from units.models import Unit, User
from units.services import audit_record


def comments_write(*, report: Report, actor: User, comments: Mapping[Indicator, str]) -> list[FigureComment]:
    """Writes the reviewer's comments; the caller has locked the report and checked the right.

    Raises: InvalidInput for a comment that is too long.
    """
    return [
        _write(report, indicator, actor, text, ReportsAuditAction.FIGURE_COMMENT)
        for indicator, text in comments.items()
    ]


@transaction.atomic
def comment_answer(*, unit: Unit, period: Period, indicator: Indicator, actor: User, text: str) -> FigureComment:
    """Writes the unit's answer under the comments on one indicator, while the report is the unit's to send.

    Raises: Refusal, StateRefusal as for figures, and where nobody has commented; InvalidInput without a text.
    """
    report = report_for_entry(unit=unit, period=period, actor=actor)
    text = normalise(text)
    comments = FigureComment.objects.filter(report__unit=unit, report__period=period, indicator=indicator)
    latest = comments.order_by("-pk").first()
    if latest is None:
        raise StateRefusal("Cán bộ thẩm định chưa nhận xét chỉ tiêu này nên không có gì để trả lời.")
    if not text:
        raise InvalidInput({"text": "Hãy ghi câu trả lời."})
    if latest.is_answer and latest.author_id == actor.pk and latest.text == text:
        return latest  # a form that was sent twice
    return _write(report, indicator, actor, text, ReportsAuditAction.FIGURE_ANSWER)


def _write(report: Report, indicator: Indicator, actor: User, text: str, action: ReportsAuditAction) -> FigureComment:
    if len(text) > LONGEST_COMMENT:
        raise InvalidInput({"text": f"{indicator.name}: nội dung dài quá {LONGEST_COMMENT:,} ký tự.".replace(",", ".")})
    comment = FigureComment(
        report=report,
        indicator=indicator,
        author=actor,
        is_answer=action == ReportsAuditAction.FIGURE_ANSWER,
        text=normalise(text),
        at=clock.now(),
    )
    save_valid(comment)
    after = {"unit": report.unit.code, "period": str(report.period), "indicator": indicator.code, "text": comment.text}
    audit_record(actor=actor, action=action, obj=comment, after=after)
    return comment
