"""The id of the request being answered, by which the audit log, the server's log and the answer can be matched.

32 hexadecimal digits.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Returns the id of the present request; empty outside one."""
    return _current.get()


@contextmanager
def new() -> Iterator[str]:
    """Gives the block an id of its own."""
    token = _current.set(uuid.uuid4().hex)
    try:
        yield _current.get()
    finally:
        _current.reset(token)
