"""Programmes over several years: the values of their years, the assessment of their targets, and its texts."""
