"""The page of a person's own sessions: allauth's, in words."""

from typing import Any

from allauth.usersessions.views import ListUserSessionsView

from units.selectors.sessions import session_lines


class SessionListView(ListUserSessionsView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "lines": session_lines(context["sessions"], self.request.session.session_key)}


session_list = SessionListView.as_view()
