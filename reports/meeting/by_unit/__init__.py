"""Biểu 02 in parts: the results of units, the indicators of one table, its columns."""
