"""A target over several years: its value over the years, what is expected by now, and its status. Pure."""
