"""Views: pure functions from a metric's rows to something to look at."""
