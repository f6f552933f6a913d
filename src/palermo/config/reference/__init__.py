"""Pages of docs/reference that are made from the code: one module each, whose function `page()` gives its words."""
