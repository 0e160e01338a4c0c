"""Bringing what lies elsewhere to a file here; what it holds is read by others."""
