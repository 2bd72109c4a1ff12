"""Mail to several people over one connection; an address that fails stops nobody else."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection


@dataclass(frozen=True, slots=True)
class MailMessage:
    to: str
    subject: str
    body: str


class MailFailure(Exception):  # noqa: N818 - named as what the operator reads
    """A letter that was not sent; str() says why."""


def is_configured() -> bool:
    """Tells whether there is a mail server; without one no mail is tried."""
    return bool(settings.EMAIL_HOST)


class MailSender:
    """Sends letters one by one; a server that does not answer is not asked again for each of them."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.connection_failure = ""

    def send(self, letter: MailMessage) -> None:
        """Hands one letter to the mail server.

        Raises: MailFailure.
        """
        if self.connection_failure:
            raise MailFailure(self.connection_failure)
        try:
            self.connection.open()
        except OSError as error:
            self.connection_failure = f"không kết nối được máy chủ thư ({_error_text(error)})"
            raise MailFailure(self.connection_failure) from error
        message = EmailMessage(letter.subject, letter.body, to=[letter.to], connection=self.connection)
        try:
            message.send()
        except (OSError, ValueError) as error:
            # The next letter starts on a fresh connection: this one may be in the middle of a refused letter.
            self.close()
            raise MailFailure(_error_text(error)) from error

    def close(self) -> None:
        with suppress(OSError):
            self.connection.close()


@contextmanager
def mail_sender() -> Iterator[MailSender]:
    """A connection to the mail server, opened with the first letter."""
    sender = MailSender(get_connection())
    try:
        yield sender
    finally:
        sender.close()


def _error_text(error: Exception) -> str:
    """Returns the server's answer in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        error = next((smtplib.SMTPResponseException(*reply) for reply in error.recipients.values()), error)
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return f"{error.smtp_code} {reply.decode(errors='replace') if isinstance(reply, bytes) else reply}"
    return " ".join(str(error).split()) or type(error).__name__
