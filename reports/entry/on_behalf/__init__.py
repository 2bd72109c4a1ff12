"""Entering on a unit's behalf: its administrator says why, and the report opens."""
