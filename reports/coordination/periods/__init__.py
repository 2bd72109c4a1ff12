"""Periods: opening and locking, their days, and exceptions for units in a locked period."""
