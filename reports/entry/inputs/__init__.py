"""The inputs of one row of the entry page, and what becomes of them."""
