"""Words for what the record holds as values: dates and lists, in the six languages."""
