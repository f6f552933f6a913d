"""A whole initiative as plain files."""
