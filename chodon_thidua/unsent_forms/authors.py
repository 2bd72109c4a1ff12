"""Who was signed in last in a browser: a signed cookie, which outlives the session but not the browser's window.

It outlives a sign-out too, marked: another tab may still hold a form that the same person had filled in.
"""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from chodon_thidua.unsent_forms.store import forget_others
from units.models import User

COOKIE, SALT = "nguoi", "unsent forms"
SIGNED_OUT = "-"  # after the id
SIGN_OUT = "account_logout"


def author_of(request: HttpRequest) -> int | None:
    """The id of whoever signed in last in this browser; None for a cookie that is not ours."""
    text = _cookie(request).removesuffix(SIGNED_OUT)
    return int(text) if text else None


def has_session_ended(request: HttpRequest) -> bool:
    """Tells whether somebody was signed in in this browser, whose session is over without a sign-out."""
    text = _cookie(request)
    return bool(text) and not request.user.is_authenticated and not text.endswith(SIGNED_OUT)


def remember_author(request: HttpRequest, response: HttpResponse) -> None:
    """Writes the cookie when somebody has signed in, and marks it when they have signed out."""
    if not request.session.accessed:
        return
    if request.user.is_authenticated:
        _write(request, response, str(request.user.pk))
    elif request.resolver_match and request.resolver_match.view_name == SIGN_OUT and has_session_ended(request):
        _write(request, response, f"{author_of(request)}{SIGNED_OUT}")


def _cookie(request: HttpRequest) -> str:
    return request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""


def _write(request: HttpRequest, response: HttpResponse, text: str) -> None:
    if _cookie(request) != text:
        response.set_signed_cookie(
            COOKIE, text, salt=SALT, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )


@receiver(user_logged_in)
def leave_own_forms(sender: type, request: HttpRequest, user: User, **_: object) -> None:
    """Drops the forms of whoever was at this machine before."""
    forget_others(request.session, user.pk)
