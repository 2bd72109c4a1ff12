"""The map: the units right below a scope where they lie, coloured by one indicator."""
