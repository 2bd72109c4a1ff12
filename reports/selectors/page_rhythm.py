"""The rhythm of the plan that a page is about, by which its texts name periods."""

from targets.rhythm import Rhythm
from targets.selectors import plan_views
from units.models import User
from units.visibility import visible_units_of


def page_rhythm(user: User) -> Rhythm:
    """The rhythm of the plan that the page shows; elsewhere, as on the help page, that of the person's own plan.

    Queries: none where the page shows a plan; else those of `plan_views`.
    """
    views = [user.shown_plan] if user.shown_plan else plan_views(visible_units_of(user))
    rhythm: Rhythm = views[0].rhythm if views else Rhythm.QUARTERS
    return rhythm
