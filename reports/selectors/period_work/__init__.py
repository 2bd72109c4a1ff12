"""The work that a person has in each period, from which the period to show is chosen."""
