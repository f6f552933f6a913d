"""What can go wrong, by family; what is wrong with the data is a finding and no error."""

# The kinds of fault for which a file is refused, and what the sentence on each names: for those who say it in another
# language than English. A word that is missing there is not known.
FAULTS: dict[str, tuple[str, ...]] = {
    "other-kind": ("found", "kinds"),
    "old-workbook": (),
    "misnamed-workbook": ("ending",),
    "no-workbook": (),
    "large-workbook": ("found", "most"),
    "broken-sheet": ("sheet",),
    "no-header": (),
    "no-header-in-sheets": ("sheets",),
    "empty-file": (),
    "unread-rows": ("line",),
    "large-json": ("found", "most"),
    "no-json": (),
    "broken-json": ("line",),
    "no-records": (),
    "no-fields": (),
    "no-memory": ("column",),
    "wrong-layout": ("layout", "all", "there", "missing", "unknown", "nearest"),
    "wide-table": ("layout", "figure"),
    "password": (),
    "packed-file": (),
    "text-as-workbook": (),
    "identifies-persons": ("columns",),
    "far-cells": ("column", "most", "rows"),
    "long-cell": ("most",),
    "many-columns": ("most", "found"),
}
# Of what stands in a file, so many characters are repeated; a cell can be longer than all memory.
LONGEST_QUOTATION = 80
# A sentence that names columns, each cut, is shorter than this.
LONGEST_MESSAGE = 4_000


def quote(text: str, most: int = LONGEST_QUOTATION) -> str:
    """What stands in a file, cut to a length that can be shown, kept and sent.

    Examples
    --------
    >>> quote("a cell"), quote("a long cell", 7)
    ('a cell', 'a long…')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _quote_all(value: object) -> object:
    """The words of a sentence, each cut."""
    if isinstance(value, list):
        return [_quote_all(each) for each in value]
    return quote(value) if isinstance(value, str) else value


class HarmoniseError(ValueError):
    """Anything this package refuses; the message says where, what was expected and what was found.

    `without_content` is the message without anything that stands in the file: a file without a header can have names
    of persons in its place. `fault` is a key of `FAULTS`, or empty; `words` are what a sentence on it names.
    """

    def __init__(self, message: str = "", fault: str = "", *, without_content: str = "", **words: object) -> None:
        super().__init__(quote(message, LONGEST_MESSAGE))
        self.fault = fault
        self.without_content = quote(without_content or message, LONGEST_MESSAGE)
        # The sheets and kinds of file that are expected are ours, or of the layout, and one text.
        own = {"kinds", "sheets"}
        self.words = {
            name: quote(str(each), LONGEST_MESSAGE) if name in own else _quote_all(each) for name, each in words.items()
        }


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
