"""Last year's figures by workbook."""
