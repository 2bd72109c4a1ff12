"""The forms that came after the end of a session and wait for their author, bounded in size, time and number."""

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

SESSION_KEY = "unsent_forms"
MOST_FORMS = 3
LONGEST_FORM = 200_000  # characters of all names and values
LIFETIME = 30 * 60  # seconds
SECRETS = ("password", "csrfmiddlewaretoken")


@dataclass(frozen=True, slots=True)
class UnsentForm:
    """One form as the browser sent it. Shape: `values` are pairs in their order; of files there are only the names."""

    author: int
    address: str
    at: int
    values: list[list[str]]
    file_names: list[str]

    @property
    def has_files(self) -> bool:
        return bool(self.file_names)


def posted_form(request: HttpRequest, author: int) -> UnsentForm:
    """Returns the form of the request, without what is secret."""
    values = [
        [name, value]
        for name, own in request.POST.lists()
        if not any(secret in name.lower() for secret in SECRETS)
        for value in own
    ]
    file_names = [file.name or "" for _, files in request.FILES.lists() for file in files]
    return UnsentForm(author, request.get_full_path(), int(time.time()), values, file_names)


def keep_form(session: SessionBase, form: UnsentForm) -> bool:
    """Keeps the form beside others, the oldest of too many leaving; tells whether it was small enough.

    One for the same address takes the place of the earlier one.
    """
    texts = [text for pair in form.values for text in pair]
    if sum(map(len, [form.address, *texts, *form.file_names])) > LONGEST_FORM:
        return False
    others = [other for other in _stored(session) if other.address != form.address]
    _store(session, [*others, form][-MOST_FORMS:])
    return True


def unsent_forms(session: SessionBase, author: int) -> list[UnsentForm]:
    """The forms of this person that wait in the session, oldest first."""
    return [form for form in _stored(session) if form.author == author]


def forget_form(session: SessionBase, address: str) -> None:
    """Drops the form for the address: it has been sent, or is not wanted."""
    stored = list(_stored(session))
    remaining = [form for form in stored if form.address != address]
    if len(remaining) != len(stored):
        _store(session, remaining)


def forget_others(session: SessionBase, author: int) -> int:
    """Drops what is not this person's, and returns how many forms that were."""
    stored = list(_stored(session))
    own = [form for form in stored if form.author == author]
    if len(own) != len(stored):
        _store(session, own)
    return len(stored) - len(own)


def _stored(session: SessionBase) -> Iterator[UnsentForm]:
    oldest = int(time.time()) - LIFETIME
    for fields in session.get(SESSION_KEY, ()):
        form = UnsentForm(**fields)
        if form.at >= oldest:
            yield form


def _store(session: SessionBase, forms: list[UnsentForm]) -> None:
    if forms:
        session[SESSION_KEY] = [asdict(form) for form in forms]
    else:
        session.pop(SESSION_KEY, None)
