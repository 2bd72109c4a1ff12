"""The workbook of a review meeting."""
