"""Last year's figures, by indicator and unit, for the coordinator of the plan."""
