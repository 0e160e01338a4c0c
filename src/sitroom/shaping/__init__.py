"""Shaping: text rows become typed rows in one SQL pass, and what cannot be true is set aside."""
