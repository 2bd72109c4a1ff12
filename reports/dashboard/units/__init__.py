"""The list of units, and the page of one unit."""
