"""The contents of a report as they are read: its address, figures, decisions, answers and changes."""
