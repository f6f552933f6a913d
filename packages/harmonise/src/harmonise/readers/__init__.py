"""Files as tables of text in DuckDB."""
