"""The readings of a scope, unit by unit: who answered, what each contributes, what each expects of the year. Pure."""
