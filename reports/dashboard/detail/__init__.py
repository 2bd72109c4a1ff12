"""The detail of one row: the year, the units, the sources, the reasons."""
