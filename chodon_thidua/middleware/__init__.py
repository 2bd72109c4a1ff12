"""Middleware of the whole project."""
