"""The numbers of a scope: figures counted over its units, assessed, and put into words."""
