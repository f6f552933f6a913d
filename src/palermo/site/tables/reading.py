"""A table that somebody hands in is read apart from the site: it can be made so that reading it takes hours."""

from palermo.core.apart.starting import Unreadable, read_apart
from palermo.site.tables.sheets import Line, Sheet, TableRefused

READER = "palermo.site.tables.reader"


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook that hold something, or the one of a CSV file.

    Raises
    ------
    TableRefused
        With what keeps it from being read.
    """
    try:
        answer = read_apart(READER, content, file=name, name=name)
    except Unreadable as unreadable:
        raise TableRefused([str(unreadable)]) from None
    if "refused" in answer:
        raise TableRefused(answer["refused"])
    return [
        Sheet(title, head, [Line(number, cells) for number, cells in lines], notes, faults)
        for title, head, lines, notes, faults in answer["sheets"]
    ]
