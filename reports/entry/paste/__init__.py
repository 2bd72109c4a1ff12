"""A block copied from a spreadsheet, matched with the inputs of the page; nothing is written."""
