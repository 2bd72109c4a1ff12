"""Helpers of the tests of the map: what communes report, and the cells of a drawing as people see them."""

from typing import Any

from tests.reports.builders import SampleOffice


def report(office: SampleOffice, *amounts: int) -> None:
    """Approves an amount of the first indicator for each of the first communes."""
    for unit, amount in zip(office.communes, amounts, strict=False):
        office.enter("CT01", amount, unit=unit)
        office.approve(unit)


def cells(tree: Any) -> dict[str, tuple[str, str]]:
    """Returns the class and the words of each cell by the unit's name."""
    groups = [group for group in tree.iter("{*}g") if "map-cell" in (group.get("class") or "")]
    titles = {group: next(group.iter("{*}title")) for group in groups}
    return {
        title.text.partition(":")[0]: (cell.get("class").split()[1], title.text.partition(": ")[2])
        for cell, title in titles.items()
    }
