"""The parts from which totals up the tree are made: those just added up, and those stored."""
