"""Papers of the review meeting: workbooks, CSV files, a page to print, frozen numbers."""
