"""A backup: the database, the files and both keys of one moment in one archive, and its restoration elsewhere."""
