"""The adapters of allauth: no sign-up, limits by account and address before hashing, every act in the audit log."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chodon_thidua.lib.text import normalise_password
from units.enums import UnitsAuditAction
from units.models import User
from units.services import audit_record


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """Ends the person's own sessions elsewhere, and records it."""
        ended_sessions = list(sessions)
        super().end_sessions(ended_sessions)
        user = context.request.user
        if ended_sessions and isinstance(user, User):
            after = {"number": len(ended_sessions), "addresses": sorted({session.ip for session in ended_sessions})}
            audit_record(actor=user, action=UnitsAuditAction.SESSIONS_END, obj=user, after=after)


class AccountAdapter(DefaultAccountAdapter):
    # allauth has no Vietnamese; these are the sentences that the pages of this project can show.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản này đã ngừng hoạt động.",
        "enter_current_password": "Mật khẩu hiện tại không đúng.",
        "incorrect_password": "Mật khẩu không đúng.",
        "rate_limited": "Thao tác quá nhiều lần. Hãy thử lại sau ít phút.",
        "same_as_current": "Mật khẩu mới phải khác mật khẩu hiện tại.",
        "too_many_login_attempts": "Đăng nhập sai quá nhiều lần. Hãy thử lại sau 5 phút.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False  # the pages answer with HTML only

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Builds the key from the account alone: with the Host header, as in allauth, each port starts a new limit."""
        username: str = credentials.get("username", "")
        return username

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._record_failure(request, credentials, "LOCKED")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._record_failure(request, credentials, "PASSWORD")

    def _record_failure(self, request: HttpRequest, credentials: dict[str, Any], reason: str) -> None:
        # What was typed is kept only if it names an account: people also type their password into the wrong field.
        user = User.objects.filter(username=credentials.get("username", "")).first()
        after = {"reason": reason, "username": user.username if user else None, "address": self.get_client_ip(request)}
        audit_record(actor=None, action=UnitsAuditAction.SIGN_IN_FAILED, obj=user, after=after)

    def pre_login(self, request: HttpRequest, user: User, **hooks: Any) -> HttpResponse | None:
        if user.is_demo and not (settings.DEMO or settings.DEBUG):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **hooks)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        after = {"address": self.get_client_ip(request)}
        audit_record(actor=user, action=UnitsAuditAction.SIGN_IN, obj=user, after=after)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            audit_record(actor=request.user, action=UnitsAuditAction.SIGN_OUT, obj=request.user)
        super().logout(request)

    def clean_password(self, password: str, user: User | None = None) -> str:
        password = normalise_password(password)
        if user and user.check_password(password):
            raise self.validation_error("same_as_current")
        return super().clean_password(password, user)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)
        audit_record(actor=user, action=UnitsAuditAction.PASSWORD_CHANGE, obj=user)
