"""Documents: symbols, language versions, audiences."""
