"""The page on which papers are chosen, and their files."""
