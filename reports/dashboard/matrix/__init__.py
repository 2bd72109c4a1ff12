"""Units × indicators."""
