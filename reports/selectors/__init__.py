"""The queries about reports and figures that every feature shares."""
