"""Marks of views about sessions: pages that ask by themselves prolong none, and some scripts keep what was typed."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponse])
MARK = "renews_no_session"
DRAFTS = "keeps_drafts"


def no_session_renewal(view: View) -> View:
    """Marks a view that open pages request by themselves, and returns it: it does not prolong a session."""
    setattr(view, MARK, True)
    return view


def renews_session(view: Callable[..., HttpResponse]) -> bool:
    """Returns whether a request for the view moves the end of the session on."""
    return not getattr(view, MARK, False)


def browser_keeps_drafts(view: View) -> View:
    """Marks a view whose page sends what was typed again by itself, once somebody has signed in; returns it."""
    setattr(view, DRAFTS, True)
    return view


def keeps_drafts(view: Callable[..., HttpResponseBase]) -> bool:
    """Returns whether a form that htmx sent to the view is safe in the browser when the session has ended."""
    return getattr(view, DRAFTS, False)
