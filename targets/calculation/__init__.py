"""The calculation of assessments from figures and targets. Pure; every number on a page comes from here."""
