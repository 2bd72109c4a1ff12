"""A table as snapshots store it and pages show it: texts with plain numbers."""

from dataclasses import asdict
from typing import Any

from reports.excel.table import DocumentTable, TableRow

PackedTable = dict[str, Any]


def pack_table(table: DocumentTable) -> PackedTable:
    """Returns the table as snapshots store it: texts with plain numbers."""
    columns = [
        {
            "key": column.key,
            "heading": column.heading,
            "over": column.group_heading,
            "kind": column.kind.value,
            "compared": column.is_compared,
        }
        for column in table.columns
    ]
    groups = [
        {"title": group.title, "number": group.number, "rows": [_pack_row(row) for row in group.rows]}
        for group in table.groups
    ]
    return {"over": [asdict(heading) for heading in table.group_headings], "columns": columns, "groups": groups}


def _pack_row(row: TableRow) -> PackedTable:
    cells = [{"text": cell.text, "data": cell.data, "status": str(cell.status or "")} for cell in row.entries]
    return {"key": row.key, "name": row.name, "is_total": row.is_total, "cells": cells}


def page_table(packed_table: PackedTable) -> PackedTable:
    """Returns a packed table for a page: each cell carries the data of its column."""
    groups = [
        group
        | {
            "rows": [
                row
                | {"cells": [column | cell for column, cell in zip(packed_table["columns"], row["cells"], strict=True)]}
                for row in group["rows"]
            ]
        }
        for group in packed_table["groups"]
    ]
    return packed_table | {"groups": groups}
