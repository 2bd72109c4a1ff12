"""The only writers of reports and figures; each opens its transaction, checks again, locks, and writes its event."""
