"""Tasks of an event counted back from its opening: a first list of them, what blocks what, and when they are due."""
