"""What a file holds that cannot be taken out of it without changing what it shows."""

COMMENTS, CHANGES, ATTACHMENTS, SIGNATURE, TRACK = "comments", "changes", "attachments", "signature", "track"
# Before the name of a field of metadata that has to be removed in the program that wrote it.
FIELD = "field:"


class FoundError(Exception):
    """A file holds such things: their names."""

    def __init__(self, found: set[str]) -> None:
        super().__init__(", ".join(sorted(found)))
        self.found = found
