"""The tables of indicators: their rows in text, and their columns."""
