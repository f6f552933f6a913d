"""Golden tables, one file a language."""
