"""The history of a record, and the record as it stood on a past day, for one reader."""
