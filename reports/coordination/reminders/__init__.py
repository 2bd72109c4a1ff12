"""The units that still owe a report, and reminding them."""
