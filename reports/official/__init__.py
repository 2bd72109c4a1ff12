"""A unit's report as an official paper: printed for signature, and the signed copy that comes back."""
