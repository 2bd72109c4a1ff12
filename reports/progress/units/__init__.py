"""Single units of a scope: their assessment, their groups, and how far they moved towards their targets."""
