"""The targets of a plan: the headline, and what is allocated to units against it."""
