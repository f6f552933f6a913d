"""Programmes as pages, files and calendars: what of a version a reader is shown, and in which form."""
