"""Tables, as spreadsheets keep them, brought into the record: read, columns matched, tried, imported whole or not."""
