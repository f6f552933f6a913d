"""The shape of the golden tables: papers of one language, and what must be found among them."""

from typing import NamedTuple


class Asked(NamedTuple):
    """What is asked for, the names of the papers that must be found, and of those that may be; never any other.

    Names stand with blanks between them. `about` says which habit of the language is tried.
    """

    words: str
    finds: str
    about: str
    may_find: str = ""
