"""What is wrong with a file, each in a sentence: where, what was expected, what was found."""

from collections.abc import Mapping, Sized

from django.utils.translation import gettext as _

from palermo.core.refusals import LONGEST_QUOTATION, quote

MOST_SHOWN = 200
# More than any programme has.
MOST = {"items": 2_000, "people": 5_000, "rooms": 500, "days": 100}


class FileRefused(Exception):  # noqa: N818 -- read as a sentence in `except FileRefused`
    """A file that cannot be brought in, with every sentence that says why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Faults:
    """The faults of a file, one sentence each. Expected and found values are in English, as in files of the record."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def add(self, place: str, expected: str, found: object) -> None:
        """Add a fault."""
        values = {"place": quote(place, 2 * LONGEST_QUOTATION), "expected": expected, "found": shorten_value(found)}
        self.sentences.append(_("%(place)s: expected %(expected)s, found %(found)s.") % values)

    def refuse_any(self) -> None:
        """Give up where there are faults.

        Raises
        ------
        FileRefused
            With all of it.
        """
        if self.sentences:
            raise FileRefused(self.sentences)

    def mapping(self, node: object, place: str) -> Mapping[str, object]:
        """The node if it is an object; else an empty one, and a fault."""
        if isinstance(node, Mapping):
            return node
        self.add(place, "an object", node)
        return {}

    def read_list(self, node: object, place: str) -> list[object]:
        """The node if it is a list; else an empty list, and a fault unless it is missing."""
        if node is None or isinstance(node, list):
            return node or []
        self.add(place, "a list", node)
        return []

    def words(self, node: Mapping[str, object], name: str, place: str, *, required: bool = False) -> str:
        """A text, or a number as text; empty where it is missing."""
        value = node.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            words = str(value).strip()
        else:
            words = ""
            if value is not None:
                self.add(f"{place}.{name}", "a text", value)
                return ""
        if required and not words:
            self.add(f"{place}.{name}", "a text", "nothing")
        return words


def check_counts(rows: Mapping[str, object], place: str, faults: Faults) -> None:
    """Give up where there is more of something than any programme has.

    Raises
    ------
    FileRefused
        With each that is too many.
    """
    for name, held in rows.items():
        if isinstance(held, Sized) and len(held) > MOST[name]:
            faults.add(place, f"at most {MOST[name]:,} {name}", f"{len(held):,}")
    faults.refuse_any()


def shorten_value(found: object) -> str:
    """A value in no more than a line."""
    if found is None or found == "nothing":
        return "nothing"
    if isinstance(found, Mapping):
        return "an object"
    if isinstance(found, list):
        return f"a list of {len(found)}"
    return f"“{quote(str(found))}”"
