"""Made-up data: an office to try the app with, a nation to measure it with."""
