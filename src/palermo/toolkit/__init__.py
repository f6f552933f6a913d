"""Tools and their editions."""
