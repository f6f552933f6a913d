"""One file a noun; HTTP only."""
