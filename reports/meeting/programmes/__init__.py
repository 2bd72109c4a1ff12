"""Biểu 05: the programmes over several years."""
