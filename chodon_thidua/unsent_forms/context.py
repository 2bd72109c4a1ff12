"""The sentences of pages about sessions that ended and forms that wait."""

from typing import Any

from django.http import HttpRequest

from chodon_thidua.unsent_forms.authors import author_of, has_session_ended
from chodon_thidua.unsent_forms.store import SESSION_KEY, unsent_forms

PAGES_WITHOUT_NOTICE = {"unsent_forms", "account_login"}


def unsent_form_context(request: HttpRequest) -> dict[str, Any]:
    """On the sign-in page whether a session has ended and whether a form waits; elsewhere how many forms wait.

    Queries: none.
    """
    user = getattr(request, "user", None)
    name = request.resolver_match.view_name if request.resolver_match else ""
    if user is None:
        return {}
    if name == "account_login":
        author = None if user.is_authenticated else author_of(request)
        form_waits = author is not None and bool(unsent_forms(request.session, author))
        return {"session_ended": has_session_ended(request), "form_waits": form_waits}
    if name in PAGES_WITHOUT_NOTICE or not user.is_authenticated or SESSION_KEY not in request.session:
        return {}
    return {"unsent_form_count": len(unsent_forms(request.session, user.pk))}
