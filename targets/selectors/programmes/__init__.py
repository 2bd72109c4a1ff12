"""Programmes over several years: those of a plan's owner, the indicators they follow, their earlier years."""
