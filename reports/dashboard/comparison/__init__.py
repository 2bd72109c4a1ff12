"""Two periods of a plan side by side."""
