"""What came to the record, for one reader: on desks, on /new/ and in letters."""
