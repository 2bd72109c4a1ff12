"""The rules that make a figure worth a second look. Pure."""
