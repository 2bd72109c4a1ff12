"""Forms of the coordinators of a plan."""
