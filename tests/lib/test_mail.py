"""Mail over one connection: what fails stops nobody else, and a dead server is asked once."""

import smtplib
from typing import Any

import pytest
from django.core.mail import get_connection

from chodon_thidua.lib.mail import MailFailure, MailMessage, MailSender, is_configured, mail_sender


class FakeMailServer:
    """Django's connection as far as the postman uses it."""

    def __init__(self, opening: Exception | None = None, refusing: dict[str, Exception] | None = None) -> None:
        self.opening, self.refusing = opening, refusing or {}
        self.opened, self.closed = 0, 0
        self.sent: list[Any] = []

    def open(self) -> None:
        self.opened += 1
        if self.opening:
            raise self.opening

    def close(self) -> None:
        self.closed += 1

    def send_messages(self, messages) -> int:
        [message] = messages
        if error := self.refusing.get(message.to[0]):
            raise error
        self.sent.append(message)
        return 1


def letter(to: str = "an@example.vn", subject: str = "Nhắc gửi báo cáo") -> MailMessage:
    return MailMessage(to, subject, "Nội dung")


def test_letters_go_one_by_one(settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "thidua@example.vn"
    server = FakeMailServer()
    post = MailSender(server)
    for to in ("an@example.vn", "binh@example.vn"):
        post.send(letter(to))
    assert [(m.to, m.from_email, m.subject, m.body) for m in server.sent] == [
        ([to], "thidua@example.vn", "Nhắc gửi báo cáo", "Nội dung") for to in ("an@example.vn", "binh@example.vn")
    ]


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (smtplib.SMTPRecipientsRefused({"an@example.vn": (550, b"No such user")}), "550 No such user"),
        (smtplib.SMTPDataError(552, b"Mailbox full"), "552 Mailbox full"),
        (TimeoutError("timed out"), "timed out"),
        (smtplib.SMTPServerDisconnected(), "SMTPServerDisconnected"),
    ],
)
def test_one_address_that_fails_does_not_stop_the_next(error, answer) -> None:
    server = FakeMailServer(refusing={"an@example.vn": error})
    post = MailSender(server)
    with pytest.raises(MailFailure) as failure:
        post.send(letter())
    assert str(failure.value) == answer
    assert server.closed == 1
    post.send(letter("binh@example.vn"))
    assert [m.to for m in server.sent] == [["binh@example.vn"]]


def test_a_server_that_does_not_answer_is_asked_once() -> None:
    server = FakeMailServer(opening=ConnectionRefusedError("Connection refused"))
    post = MailSender(server)
    for _ in range(3):
        with pytest.raises(MailFailure, match="không kết nối được máy chủ thư"):
            post.send(letter())
    assert server.opened == 1


def test_no_line_of_a_subject_becomes_a_header() -> None:
    with pytest.raises(MailFailure):
        MailSender(get_connection()).send(letter(subject="Nhắc\nBcc: x@example.vn"))


def test_the_connection_is_closed_at_the_end(mailoutbox, settings) -> None:
    with mail_sender() as post:
        post.send(letter())
    assert [m.to for m in mailoutbox] == [["an@example.vn"]]
    assert not is_configured()
    settings.EMAIL_HOST = "mail.example.vn"
    assert is_configured()
