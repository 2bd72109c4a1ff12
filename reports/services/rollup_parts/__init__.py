"""The extent of the stored totals that a change concerns, and the check whether they are right."""
