"""Forms of the account pages and of the people's administration."""
