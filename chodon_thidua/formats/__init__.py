"""Format modules that stand in front of Django's own (FORMAT_MODULE_PATH)."""
