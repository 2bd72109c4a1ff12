"""Reads of units, people and roles, each with its number of queries."""
