"""Pages that read numbers: the dashboard, indicators, units, the matrix, comparisons, slides."""
