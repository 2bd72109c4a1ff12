"""Programmes over several years: their targets in tables, and the page of one target."""
