"""Who was signed in last in a browser: a signed cookie, which outlives the session but not the browser's window."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from chodon_thidua.unsent_forms.store import forget_others
from units.models import User

COOKIE, SALT = "nguoi", "unsent forms"
SIGN_OUT = "account_logout"


def author_of(request: HttpRequest) -> int | None:
    """The id of whoever signed in last in this browser and has not signed out; None for a cookie that is not ours."""
    text = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    return int(text) if text else None


def has_session_ended(request: HttpRequest) -> bool:
    """Tells whether somebody was signed in in this browser, whose session is over."""
    return not request.user.is_authenticated and author_of(request) is not None


def remember_author(request: HttpRequest, response: HttpResponse) -> None:
    """Writes the cookie when somebody has signed in, and takes it away when they have signed out."""
    if not request.session.accessed:
        return
    if request.user.is_authenticated:
        if author_of(request) != request.user.pk:
            response.set_signed_cookie(
                COOKIE,
                str(request.user.pk),
                salt=SALT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
    elif COOKIE in request.COOKIES and request.resolver_match and request.resolver_match.view_name == SIGN_OUT:
        response.delete_cookie(COOKIE, samesite="Lax")


@receiver(user_logged_in)
def leave_own_forms(sender: type, request: HttpRequest, user: User, **_: object) -> None:
    """Drops the forms of whoever was at this machine before."""
    forget_others(request.session, user.pk)
