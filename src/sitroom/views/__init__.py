"""Pictures and blocks: pure functions from rows to something to look at."""
