"""Targets of one indicator, unit by unit."""
