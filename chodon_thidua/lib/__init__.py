"""Leaf helpers; nothing here knows a model of the apps."""
