"""Hearing of the record: what a reader follows, the letters they get of it, and their own calendar's addresses."""
