"""What can go wrong, by family; what is wrong with the data is a finding and no error."""


class HarmoniseError(ValueError):
    """Anything this package refuses; the message says where, what was expected and what was found."""


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
