"""Last year beside this: earlier figures, and their sums over exactly the units that have both. Pure."""
