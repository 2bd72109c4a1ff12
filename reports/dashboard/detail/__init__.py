"""What is behind one row: the year, the units, the sources, the reasons."""
