"""The reports that units owe and send, counted and listed."""
