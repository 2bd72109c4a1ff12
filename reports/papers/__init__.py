"""What the papers of a review meeting say, whichever way they are written: workbook, CSV, page or frozen numbers."""
