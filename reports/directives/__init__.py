"""Directives: leaders ask units for explanations or instruct them, units answer, leaders accept or ask again."""
