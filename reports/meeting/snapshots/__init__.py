"""Frozen numbers of meetings."""
