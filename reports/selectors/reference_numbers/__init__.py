"""Numbers beside which a figure is checked: those of last year and of other units."""
