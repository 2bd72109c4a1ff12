"""The comments on the figures of a report, with the unit's answers, through every round and revision."""

from django.db.models import F, Q

from reports.enums import UNSENT_STATES
from reports.models import FigureComment
from targets.models import Period
from units.models import Unit

CommentsByIndicator = dict[int, tuple[FigureComment, ...]]


def figure_comments(unit: Unit, period: Period, *, own: bool = False) -> list[FigureComment]:
    """Reads the comments of all revisions, oldest first; for others than the unit without answers not sent yet.

    Queries: 1.
    """
    comments = FigureComment.objects.filter(report__unit=unit, report__period=period)
    if not own:
        in_hand = Q(report__state__in=[str(state) for state in UNSENT_STATES])
        unsent = in_hand & (Q(report__submitted_at__isnull=True) | Q(at__gt=F("report__submitted_at")))
        comments = comments.exclude(Q(is_answer=True) & unsent)
    return list(comments.select_related("author", "indicator").order_by("pk"))


def comments_by_indicator(unit: Unit, period: Period, *, own: bool = False) -> CommentsByIndicator:
    """Groups the comments by indicator id, oldest first. Queries: 1."""
    by_indicator: CommentsByIndicator = {}
    for comment in figure_comments(unit, period, own=own):
        by_indicator[comment.indicator_id] = (*by_indicator.get(comment.indicator_id, ()), comment)
    return by_indicator
