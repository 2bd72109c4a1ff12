"""Figures, targets and last year's figures from workbooks that people fill in."""
