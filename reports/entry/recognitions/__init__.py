"""Decisions that recognise units or schools."""
