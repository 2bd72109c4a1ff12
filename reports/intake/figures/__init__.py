"""Figures of one unit or of all units by workbook."""
