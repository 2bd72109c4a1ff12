"""Changes of a plan: the differences between two states of it, and who made the latest."""
