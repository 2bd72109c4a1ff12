"""Writing workbooks: tables, styles, page set-up, downloads."""
