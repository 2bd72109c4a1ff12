"""The slides of the review meeting, from the numbers of today or from those that were frozen for it."""
