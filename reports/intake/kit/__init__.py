"""What every workbook to fill in shares: form, cells, checks, preview, upload."""
