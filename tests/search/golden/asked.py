"""The shape of the golden tables: papers of one language, and what must be found among them."""

from typing import NamedTuple


class Asked(NamedTuple):
    """A query, the names of the documents that must be found, and of those that may be; never any other.

    Names are separated by blanks. `about` describes the feature of the language that is tested.
    """

    words: str
    finds: str
    about: str
    may_find: str = ""
