"""Targets and allocations by workbook."""
