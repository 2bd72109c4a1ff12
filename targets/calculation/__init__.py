"""The calculation: from figures and targets to assessments. Pure; every number that is shown comes from here."""
