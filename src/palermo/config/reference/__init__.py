"""Pages of docs/reference that are made from the code: one module each, with a function `page()` that gives its words."""
