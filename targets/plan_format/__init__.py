"""The entries that the format of a plan's file is made of, and the rules within them. Pure."""
