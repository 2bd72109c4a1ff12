"""Periods: opening, locking, days, units let into a locked one."""
