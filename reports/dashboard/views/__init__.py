"""Views of the pages that read numbers."""
