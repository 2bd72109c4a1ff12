"""The coordinator's work: opening and locking periods, setting targets, reminding who is late."""
