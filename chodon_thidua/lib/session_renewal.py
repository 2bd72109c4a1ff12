"""Marks views that open pages request by themselves: such a request does not prolong a session."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
MARK = "renews_no_session"


def no_session_renewal(view: View) -> View:
    """Marks the view and returns it."""
    setattr(view, MARK, True)
    return view


def renews_session(view: Callable[..., HttpResponse]) -> bool:
    """Returns whether a request for the view moves the end of the session on."""
    return not getattr(view, MARK, False)
