"""The assessment of words by their reviewer."""
