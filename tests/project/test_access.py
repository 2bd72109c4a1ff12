"""Every address × every role in one table. An address that the table does not declare fails."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from reports.directive_workflow import DirectiveState
from reports.models import Directive, DirectiveFile, Evidence, SignedCopy
from targets.models import Programme
from tests.factories import UserFactory
from tests.reports.attaching import attach, sign, upload
from tests.reports.builders import KINDS, SampleOffice, make_office, moment
from tests.reports.directing import answer, issue
from tests.reports.freezing import MEETING_FIELDS, freeze
from tests.reports.programmes import load_programme, raw_target
from units.models import Unit

# `own` is the reporter of the unit in the address, `other` one of another unit, `nobody` has no membership.
SIGNED_IN = ("nobody", "other", "own", "reviewer", "leader", "administrator")
EVERYBODY = dict.fromkeys(SIGNED_IN, 200)
MEMBERS = EVERYBODY | {"nobody": 200}
DRAFT, SENT, APPROVED = 0, 1, 2  # which commune's report is in which state
PLAN = {"year": 2022}
PERIOD = PLAN | {"ordinal": 3}
# The reporter of the unit, and that role of theirs.
ACCOUNT: dict[str, object] = {"pk": lambda unit: unit.memberships.get().user_id}
ROLE = ACCOUNT | {"item": lambda unit: unit.memberships.get().pk}
PROGRAMME: dict[str, object] = {"pk": lambda unit: Programme.objects.get().pk, "code": "M01"}
WORDS: dict[str, object] = {"code": "CT05"}
UNIT: dict[str, object] = {"pk": lambda unit: unit.pk}
ADMINISTRATOR = {"administrator": 200}
FREEZING = {"nobody": 404, "reviewer": 302, "administrator": 302}
OVERSEEING = dict.fromkeys(("reviewer", "leader", "administrator"), 200)
FROZEN, NEW = (UUID(int=number) for number in (1, 2))  # the same in every process of the tests
DONE = {"administrator": 302}
WITHIN_SCOPE = {"own": 200, **OVERSEEING}
UNSAID = {"administrator": 409}  # to whom the report opens once they have said why its unit does not enter it


@dataclass(frozen=True)
class AccessRule:
    """One address and method; roles that `allowed` does not name get `otherwise`, strangers the sign-in page."""

    name: str
    method: str = "GET"
    allowed: dict[str, int] = field(default_factory=dict)
    commune: int | None = None
    extra: dict[str, object] = field(default_factory=dict)
    department: bool = False
    otherwise: int = 404
    public: int | None = None
    data: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def report(name: str, method: str, commune: int, allowed: dict[str, int], **data: str) -> AccessRule:
    return AccessRule(name, method, allowed, commune, data=data)


def evidence(unit: Unit) -> int:
    """The file that the unit attached."""
    return Evidence.objects.get(figure__report__unit=unit).pk


def open_directive(unit: Unit) -> int:
    return Directive.objects.get(unit=unit, state=DirectiveState.OPEN).pk


def answered_directive(unit: Unit) -> int:
    return Directive.objects.get(unit=unit, state=DirectiveState.ANSWERED).pk


def directive_file(unit: Unit) -> int:
    return DirectiveFile.objects.get(event__directive__unit=unit).pk


def decision(name: str, **data: str) -> AccessRule:
    """The leader's step with an answered directive; others who see it are refused, beyond it there is none."""
    allowed = {"own": 403, "reviewer": 403, "leader": 302, "administrator": 403}
    extra: dict[str, object] = {"pk": answered_directive}
    return AccessRule(f"reports:directive_{name}", "POST", allowed, extra=extra, data={"version": "2", **data})


def signed_copy(unit: Unit) -> int:
    """The signed copy of the unit's report."""
    return SignedCopy.objects.get(report__unit=unit).pk


TABLE = [
    AccessRule("home", allowed={"nobody": 200, **dict.fromkeys(SIGNED_IN[1:], 302)}),
    AccessRule("help", allowed=EVERYBODY, public=200),
    AccessRule("health", allowed=EVERYBODY, public=200),
    AccessRule("account_login", allowed=dict.fromkeys(SIGNED_IN, 302), public=200),
    AccessRule("account_logout", allowed=EVERYBODY, public=302),
    AccessRule("account_inactive", allowed=EVERYBODY, public=200),
    AccessRule("account_change_password", allowed=EVERYBODY),
    AccessRule("account_reauthenticate", allowed=EVERYBODY),
    AccessRule("usersessions_list", allowed=EVERYBODY),
    AccessRule("unsent_forms", allowed=dict.fromkeys(SIGNED_IN, 302)),
    AccessRule("units:notices", allowed=EVERYBODY),
    AccessRule("units:notices_read", "POST", dict.fromkeys(SIGNED_IN, 302)),
    AccessRule("units:notice_open", "POST", {}, extra={"pk": 1}),  # somebody else's, or nobody's
    AccessRule("units:accounts", allowed=ADMINISTRATOR),
    AccessRule("units:units", allowed=ADMINISTRATOR),
    AccessRule("units:contact", allowed=ADMINISTRATOR, extra=UNIT),
    AccessRule("units:contact", "POST", DONE, extra=UNIT),
    AccessRule("units:audit", allowed=ADMINISTRATOR),
    AccessRule("units:account_add", allowed=ADMINISTRATOR),
    AccessRule("units:account", allowed=ADMINISTRATOR, extra=ACCOUNT),
    AccessRule("units:account_change", "POST", DONE, extra=ACCOUNT, data={"full_name": "Hoàng Thị Thử"}),
    AccessRule("units:account_activity", "POST", DONE, extra=ACCOUNT, data={"active": "0"}),
    AccessRule("units:password_reset", "POST", DONE, extra=ACCOUNT),
    AccessRule("units:password", allowed=ADMINISTRATOR, extra=ACCOUNT),
    AccessRule("units:role_add", "POST", {"administrator": 422}, extra=ACCOUNT),
    AccessRule("units:role_change", "POST", DONE, extra=ROLE, data={"end": "1"}),
    AccessRule("reports:dashboard", allowed=MEMBERS),
    AccessRule("reports:dashboard_row", allowed=dict.fromkeys(SIGNED_IN[1:], 200), extra={"indicator": "CT01"}),
    AccessRule("reports:indicators", allowed=MEMBERS),
    AccessRule("reports:indicator", allowed=dict.fromkeys(SIGNED_IN[1:], 200), extra={"code": "CT01"}),
    AccessRule("reports:units", allowed=MEMBERS),
    AccessRule(
        "reports:unit",
        allowed={"own": 200, "reviewer": 200, "leader": 200, "administrator": 200},
        extra={"code": lambda unit: unit.code},
    ),
    AccessRule("reports:matrix", allowed={"reviewer": 200, "leader": 200, "administrator": 200}),
    AccessRule("reports:map", allowed=MEMBERS),
    AccessRule("reports:small_map", allowed=dict.fromkeys(SIGNED_IN[1:], 200)),
    AccessRule("reports:progress", allowed={"reviewer": 200, "leader": 200, "administrator": 200}),
    AccessRule("reports:programmes", allowed={"nobody": 200, **OVERSEEING}),
    AccessRule("reports:programme_target", allowed=OVERSEEING, extra=PROGRAMME),
    AccessRule("reports:export_programme_csv", allowed=OVERSEEING),
    AccessRule("reports:compare", allowed=MEMBERS),
    AccessRule("reports:presentation", allowed=MEMBERS),
    AccessRule("reports:live", allowed=dict.fromkeys(SIGNED_IN[1:], 200), public=204),
    AccessRule("reports:exports", allowed=MEMBERS),
    *(
        AccessRule(f"reports:export_{name}", allowed=dict.fromkeys(SIGNED_IN[1:], 200))
        for name in ("summary", "summary_csv", "figures_csv", "print")
    ),
    AccessRule("reports:export_units", allowed=OVERSEEING),
    AccessRule("reports:snapshots", allowed=EVERYBODY),
    AccessRule("reports:snapshot_freeze", allowed=FREEZING | {"reviewer": 200, "administrator": 200}, otherwise=403),
    AccessRule("reports:snapshot_freeze", "POST", FREEZING, data={"ma": str(NEW), **MEETING_FIELDS}, otherwise=403),
    AccessRule("reports:snapshot", allowed=OVERSEEING, extra={"item": FROZEN}),
    AccessRule("reports:snapshot_slides", allowed=OVERSEEING, extra={"item": FROZEN}),
    AccessRule("reports:snapshot_file", allowed=OVERSEEING, extra={"item": FROZEN}),
    AccessRule("reports:reports", allowed={"own": 200, "other": 200}),
    report("reports:entry", "GET", DRAFT, {"own": 200, "administrator": 302}),
    report("reports:on_behalf", "GET", DRAFT, ADMINISTRATOR),
    report("reports:on_behalf", "POST", DRAFT, DONE, reason="Xã mất điện"),
    report("reports:entry_save", "POST", DRAFT, {"own": 302, **UNSAID}),
    AccessRule(
        "reports:figure_save",
        "POST",
        {"own": 302, **UNSAID},
        DRAFT,
        extra={"indicator": "CT01"},
        data={"CT01-version": "1"},
    ),
    report("reports:paste", "POST", DRAFT, {"own": 200, **UNSAID}, at="CT01-numerator", text="1"),
    report("reports:remarks_save", "POST", DRAFT, {"own": 302, **UNSAID}, remarks="Mưa."),
    report("reports:fill_year", "POST", DRAFT, {"own": 403, **UNSAID}),
    report("reports:submission", "GET", DRAFT, {"own": 200, "administrator": 302}),
    report("reports:submit", "POST", DRAFT, {"own": 422, **UNSAID}, version="1"),
    report("reports:recall", "POST", DRAFT, {"own": 409, "administrator": 403}, version="1"),
    AccessRule(
        "reports:recognitions", "GET", {"own": 200, **ADMINISTRATOR}, extra={"indicator": "CT03"}, department=True
    ),
    AccessRule(
        "reports:recognition_correct",
        "GET",
        {"own": 409, **UNSAID},
        extra={"indicator": "CT03", "item": 1},
        department=True,
    ),
    AccessRule(
        "reports:recognition_withdraw",
        "POST",
        {"own": 302, **DONE},
        extra={"indicator": "CT03", "item": 1},
        department=True,
    ),
    AccessRule("reports:late", allowed={"reviewer": 200, "administrator": 200}, extra={"year": 2022}),
    AccessRule("reports:call_list", allowed={"reviewer": 200, "administrator": 200}, extra={"year": 2022}),
    AccessRule("reports:remind", "POST", {"reviewer": 302, "administrator": 302}, extra={"year": 2022}),
    report("reports:story", "GET", SENT, {"own": 200, "reviewer": 200, "leader": 200, "administrator": 200}),
    # Nobody has commented there.
    AccessRule("reports:comment_answer", "GET", {"own": 404}, SENT, extra={"indicator": "CT01"}),
    AccessRule(
        "reports:comment_answer", "POST", {"own": 404}, SENT, extra={"indicator": "CT01"}, data={"text": "Đã rà soát."}
    ),
    report("reports:intake", "GET", DRAFT, {"own": 200}),
    report("reports:intake_template", "GET", DRAFT, {"own": 200}),
    report("reports:intake_confirm", "POST", DRAFT, {"own": 409}),
    AccessRule("reports:intake_all", allowed={"administrator": 200}, extra=PERIOD),
    AccessRule("reports:intake_all_template", allowed={"administrator": 200}, extra=PERIOD),
    AccessRule("reports:intake_all_confirm", "POST", {"administrator": 409}, extra=PERIOD),
    AccessRule("reports:year_book", allowed=ADMINISTRATOR, extra=PLAN),
    AccessRule("reports:year_book_template", allowed=ADMINISTRATOR, extra=PLAN),
    AccessRule("reports:year_book_confirm", "POST", {"administrator": 409}, extra=PLAN),
    AccessRule("reports:target_book", allowed=ADMINISTRATOR, extra=PLAN),
    AccessRule("reports:target_book_template", allowed=ADMINISTRATOR, extra=PLAN),
    AccessRule("reports:target_book_confirm", "POST", {"administrator": 409}, extra=PLAN),
    AccessRule("reports:evidence", "GET", {"own": 200, **ADMINISTRATOR}, DRAFT, extra={"indicator": "CT01"}),
    AccessRule("reports:evidence_file", "GET", {"own": 200}, DRAFT, extra={"indicator": "CT01", "item": evidence}),
    AccessRule(
        "reports:evidence_file",
        "GET",
        {"own": 200, "reviewer": 200, "leader": 200},
        SENT,
        extra={"indicator": "CT01", "item": evidence},
    ),
    AccessRule(
        "reports:evidence_remove", "POST", {"own": 302, **UNSAID}, DRAFT, extra={"indicator": "CT01", "item": evidence}
    ),
    report("reports:report_paper", "GET", SENT, {"own": 200, "reviewer": 200, "leader": 200}),
    report("reports:signed_copies", "GET", DRAFT, {"own": 200, "reviewer": 200, "leader": 200}),
    report("reports:signed_copies", "POST", SENT, {"own": 422, "reviewer": 403, "leader": 403}),
    AccessRule(
        "reports:signed_copy_file",
        "GET",
        {"own": 200, "reviewer": 200, "leader": 200},
        SENT,
        extra={"item": signed_copy},
    ),
    AccessRule(
        "reports:signed_copy_remove",
        "POST",
        {"own": 302, "reviewer": 403, "leader": 403},
        SENT,
        extra={"item": signed_copy},
    ),
    AccessRule("reports:queue", allowed={"reviewer": 200}),
    AccessRule("reports:approve_many", allowed={"reviewer": 200}),
    AccessRule("reports:approve_chosen", "POST", {"reviewer": 302}),
    report("reports:review", "GET", SENT, {"reviewer": 200}),
    report("reports:return", "POST", SENT, {"reviewer": 302}, version="2", reason="Sai."),
    report("reports:approve", "POST", SENT, {"reviewer": 302}, version="2"),
    report("reports:reopen", "POST", APPROVED, {"reviewer": 302}, version="3", reason="Sai."),
    AccessRule("targets:plans", allowed={"administrator": 302}),
    AccessRule("targets:plan", allowed={"administrator": 200}, extra=PLAN),
    AccessRule("targets:baselines", allowed=ADMINISTRATOR, extra=PLAN),
    AccessRule("targets:baseline", allowed=ADMINISTRATOR, extra=PLAN | {"code": "CT01"}),
    AccessRule("targets:baseline", "POST", DONE, extra=PLAN | {"code": "CT01"}),
    AccessRule("targets:baseline_paste", "POST", {"administrator": 422}, extra=PLAN | {"code": "CT01"}),
    AccessRule("targets:programmes", allowed=ADMINISTRATOR, extra=PLAN),
    AccessRule("targets:programme_years", allowed=ADMINISTRATOR, extra=PLAN | PROGRAMME),
    AccessRule("targets:programme_years", "POST", {"administrator": 409}, extra=PLAN | PROGRAMME),
    AccessRule("targets:targets", allowed=ADMINISTRATOR, extra=PLAN),
    AccessRule("reports:target", allowed=ADMINISTRATOR, extra=PLAN | {"code": "CT01"}),
    AccessRule("reports:target", "POST", DONE, extra=PLAN | {"code": "CT01"}, data={"comparator": ">="}),
    AccessRule("reports:directives", allowed=EVERYBODY),
    AccessRule("reports:judge", allowed={"reviewer": 200}, extra=WORDS),
    AccessRule("reports:judge", "POST", {"reviewer": 422}, extra=WORDS),
    AccessRule("reports:directive_new", allowed={"leader": 200}),
    AccessRule("reports:directive_new", "POST", {"leader": 422}),
    AccessRule("reports:directive", allowed=WITHIN_SCOPE, extra={"pk": open_directive}),
    AccessRule(
        "reports:directive_answer",
        "POST",
        {"own": 302, "reviewer": 403, "leader": 403, "administrator": 403},
        extra={"pk": open_directive},
        data={"version": "1", "text": "Mưa."},
    ),
    decision("accept"),
    decision("repeat", text="Chưa rõ.", due_on="20/09/2022"),
    decision("withdraw", text="Đã rõ."),
    AccessRule(
        "reports:directive_file", allowed=WITHIN_SCOPE, extra={"pk": answered_directive, "item": directive_file}
    ),
    AccessRule("reports:period", allowed={"administrator": 200}, extra=PERIOD),
    AccessRule(
        "reports:period_move", "POST", {"administrator": 302}, extra=PERIOD, data={"seen": "OPEN", "state": "LOCKED"}
    ),
    AccessRule("reports:period_days", "POST", {"administrator": 422}, extra=PERIOD),
    AccessRule("reports:exception_grant", "POST", {"administrator": 422}, extra=PERIOD),
    AccessRule("reports:exception_end", "POST", extra=PERIOD | {"item": 1}),
]


@pytest.mark.django_db  # has the database made when this module runs alone
def test_every_address_is_in_the_table() -> None:
    assert set(names(get_resolver().url_patterns)) == {line.name for line in TABLE}


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield prefix + pattern.name


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SampleOffice]:
    """The office, made once for the table."""
    with time_machine.travel(moment(), tick=False), django_db_blocker.unblock(), transaction.atomic():
        office = make_office(indicators=(*KINDS, "TEXT"))
        for n in (DRAFT, SENT, APPROVED):
            office.enter("CT01", 10, unit=office.communes[n])
            attach(office, unit=office.communes[n])
        office.submit(office.communes[SENT])
        sign(office, office.communes[SENT])
        office.approve(office.communes[APPROVED])
        load_programme(office, raw_target())
        freeze(office, FROZEN)
        issue(office)
        answer(office, issue(office), files=[upload()])
        yield office
        transaction.set_rollback(True)


@pytest.fixture
def office(built: SampleOffice) -> Iterator[SampleOffice]:
    """The office as it was made, whatever the line before did to it."""
    with transaction.atomic():
        yield built
        transaction.set_rollback(True)


def address(line: AccessRule, office: SampleOffice) -> str:
    unit = office.department if line.department else office.communes[line.commune or 0]
    arguments = {name: value(unit) if callable(value) else value for name, value in line.extra.items()}
    if line.commune is not None or line.department:
        arguments |= {"year": office.plan.year, "code": unit.code, "ordinal": 3}
    return reverse(line.name, kwargs=arguments)


def people(line: AccessRule, office: SampleOffice) -> dict[str, object]:
    own = office.clerk if line.department else office.reporters[line.commune or 0]
    other = office.reporters[((line.commune or 0) + 1) % len(office.reporters)]
    return {
        "nobody": UserFactory.create(),
        "other": other,
        "own": own,
        "reviewer": office.reviewer,
        "leader": office.leader,
        "administrator": office.administrator,
    }


@pytest.mark.parametrize("role", SIGNED_IN)
@pytest.mark.parametrize("line", TABLE, ids=str)
def test_signed_in(office: SampleOffice, line: AccessRule, role: str) -> None:
    client = Client()
    client.force_login(people(line, office)[role])
    answer = (
        client.generic(line.method, address(line, office))
        if line.method == "GET"
        else client.post(address(line, office), line.data)
    )
    b"".join(answer)  # a file is closed once it is read
    assert answer.status_code == line.allowed.get(role, line.otherwise)


@pytest.mark.parametrize("line", TABLE, ids=str)
def test_strangers_are_sent_to_the_sign_in_page(office: SampleOffice, line: AccessRule) -> None:
    answer = Client().generic(line.method, address(line, office))
    if line.public:
        assert answer.status_code == line.public
    else:
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))


SHOWN = {line.name for line in TABLE if line.method == "GET"}


@pytest.mark.parametrize("line", [line for line in TABLE if line.method == "POST" and line.name not in SHOWN], ids=str)
def test_nothing_is_written_by_a_get(office: SampleOffice, line: AccessRule) -> None:
    client = Client()
    client.force_login(people(line, office)["reviewer" if "reviewer" in line.allowed else "own"])
    assert client.get(address(line, office)).status_code in (302, 404, 405)


@pytest.mark.parametrize("line", [line for line in TABLE if line.method == "POST"], ids=str)
def test_a_post_without_its_token_is_refused(office: SampleOffice, line: AccessRule) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people(line, office)["reviewer" if "reviewer" in line.allowed else "own"])
    assert client.post(address(line, office), line.data).status_code == 403
