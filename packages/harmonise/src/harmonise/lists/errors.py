"""What can be the matter with a list or a mapping."""

from harmonise.errors import HarmoniseError


class UnknownList(HarmoniseError):
    """A list, an edition, a code or a mapping that does not exist."""


class InvalidList(HarmoniseError):
    """A file of a list or of a mapping that contradicts itself or leaves something out."""


class NotExportable(HarmoniseError):
    """A list in which nothing can be exported yet."""
