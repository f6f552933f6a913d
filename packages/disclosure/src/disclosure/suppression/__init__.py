"""Choosing which cells to hide."""
