"""The made-up nation's units and people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from chodon_thidua.lib.text import search_key, sort_key
from reports.demo.bulk_rows import bulk_write
from reports.demo.office_data import read_fixture
from units.enums import Role, UnitKind
from units.models import Unit, User
from units.services import account_create
from units.startup_checks import DEMO_PASSWORD

# Viet Nam in 2022: 63 provinces, 705 districts, 10.600 communes.
COMMUNES, DISTRICTS, PROVINCES = 10_600, 705, 63
ROOT = "VN"


@dataclass(frozen=True, slots=True)
class SimulatedNation:
    communes: list[Unit]
    administrator: User
    reporter: User
    reviewer: User


def write_nation_units(communes: int) -> SimulatedNation:
    root = _units([(ROOT, "Toàn quốc (mô phỏng)", UnitKind.CLUSTER, None)])[0]
    rows = [entry for entry in read_fixture("units-064.json")["units"] if entry["kind"] == UnitKind.DEPARTMENT]
    _units([(entry["code"], entry.get("short_name", entry["name"]), UnitKind.DEPARTMENT, root) for entry in rows])
    provinces = _units(_unit_rows("T", "Tỉnh", UnitKind.PROVINCE, _share(communes, PROVINCES), [root]))
    districts = _units(_unit_rows("H", "Huyện", UnitKind.DISTRICT, _share(communes, DISTRICTS), provinces))
    lowest = _units(_unit_rows("X", "Xã", UnitKind.COMMUNE, communes, districts))
    people = {
        role: account_create(
            username=name,
            full_name=f"{role.label} (mô phỏng)",
            password=None,
            memberships=[(unit, role)],
            is_demo=True,
            must_change_password=False,
        )
        for name, role, unit in (
            ("quantri", Role.ADMINISTRATOR, root),
            ("lanhdao", Role.LEADER, root),
            ("thamdinh", Role.REVIEWER, root),
            (f"nhap-{lowest[0].code.lower()}", Role.REPORTER, lowest[0]),
        )
    }
    User.objects.filter(is_demo=True).update(password=make_password(DEMO_PASSWORD))
    return SimulatedNation(lowest, people[Role.ADMINISTRATOR], people[Role.REPORTER], people[Role.REVIEWER])


def _share(communes: int, full: int) -> int:
    return max(1, round(communes * full / COMMUNES))


def _unit_rows(letter: str, word: str, kind: UnitKind, count: int, parents: Sequence[Unit]) -> list[tuple[Any, ...]]:
    """Returns so many units in order, spread evenly over their parents."""
    return [(f"{letter}{n:05d}", f"{word} {n + 1:05d}", kind, parents[n * len(parents) // count]) for n in range(count)]


def _units(rows: Iterable[tuple[Any, ...]]) -> list[Unit]:
    return bulk_write(
        Unit(
            code=code,
            name=name,
            short_name=name,
            kind=kind,
            parent=parent,
            search_key=search_key(name),
            sort_key=sort_key(name),
        )
        for code, name, kind, parent in rows
    )
