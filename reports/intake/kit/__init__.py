"""The parts that all workbooks to fill in share: form, cells, checks, reading, upload; no table and no query."""
