"""Files that show where a figure comes from."""
