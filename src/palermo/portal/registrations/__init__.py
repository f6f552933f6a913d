"""Registration for events as pages and files: badges, the list of participants, check-in."""
