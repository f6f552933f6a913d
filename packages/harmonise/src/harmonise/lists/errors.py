"""What can be the matter with a list or a mapping."""


class UnknownList(LookupError):
    """A list, an edition, a code or a mapping that does not exist."""


class InvalidList(ValueError):
    """A file of a list or of a mapping that contradicts itself or leaves something out."""


class NotExportable(ValueError):
    """A list in which nothing can be exported yet."""
