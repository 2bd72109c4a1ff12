"""A block copied from a spreadsheet, matched with the inputs of a grid on a page; nothing is written."""
