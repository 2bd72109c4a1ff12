"""The number of the request being answered, so that the audit log, the server's log and the answer can be matched."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The number of the present request; empty outside one."""
    return _current.get()


@contextmanager
def new() -> Iterator[str]:
    """Give what follows a number of its own."""
    token = _current.set(uuid.uuid4().hex)
    try:
        yield _current.get()
    finally:
        _current.reset(token)
