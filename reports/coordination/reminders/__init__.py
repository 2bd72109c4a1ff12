"""Who still owes a report, and reminding them."""
