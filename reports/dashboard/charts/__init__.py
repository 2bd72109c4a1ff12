"""The geometry of small charts, as plain numbers in SVG attributes. Pure: templates choose colours and words."""
