"""Registration for an event: badges' tokens, the order of protocol, head counts, and how names are deleted."""
