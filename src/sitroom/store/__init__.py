"""The store: the record that one loader writes and the published files that everything reads."""
