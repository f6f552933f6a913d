"""What can go wrong, by family; what is wrong with the data is a finding and no error."""


class HarmoniseError(ValueError):
    """Anything this package refuses; the message says where, what was expected and what was found.

    `without_content` is the message without anything that stands in the file: a file without a header can have names
    of persons in its place.
    """

    def __init__(self, message: str = "", without_content: str = "") -> None:
        super().__init__(message)
        self.without_content = without_content or message


class InvalidLayout(HarmoniseError):
    """A layout file that cannot be used; names the file, the place in it and the cure."""


class UnreadableFile(HarmoniseError):
    """A file that is no table of a kind that can be read."""


class WrongLayout(HarmoniseError):
    """A file whose header is not that of the layout; names missing and unknown columns and the nearest layout."""


class WeakKey(HarmoniseError):
    """A key from which pseudonyms could be reversed by guessing."""


class InvalidArgument(HarmoniseError):
    """An argument outside its range; names the argument and what it may be."""
