"""Views of the reviewer's pages."""
