"""Layouts of files: which columns there are, and what may stand in them."""
