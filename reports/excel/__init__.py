"""Workbooks out and in: one declarative list of columns for each sheet, the numbers always those of the screen."""
