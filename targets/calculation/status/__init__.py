"""The status of an indicator: what was achieved, the rules that judge it, the reasons why nothing is judged. Pure."""
