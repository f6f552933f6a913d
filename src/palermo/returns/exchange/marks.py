"""The marks by which a workbook that comes back is read: in the hidden first column of its sheets, and in hidden rows.

A figure is found by these, not by its place: rows may be sorted, columns moved, and a file may have been through
several programs.
"""

# In the first cell of each sheet: which it is.
SECTION, ABOUT, RECORD, LISTS = "palermo-section", "palermo-about", "palermo-record", "palermo-lists"
# In the first column.
TABLE, HEAD, COLUMNS, HEADING = "table", "head", "columns", "heading"
ROW, NEW_ROW, END = "row", "new-row", "end"
# In the row of columns, before the key of each.
VALUE, LAST_YEAR, NOTE = "value", "last-year", "note"
# Rows of the sheet of what was on record when the workbook was made.
RETURN, EDITION, LANGUAGE, CELL = "return", "edition", "language", "cell"
SEPARATOR = ":"


def mark(name: str, key: str = "") -> str:
    """A mark with the key of what it marks."""
    return f"{name}{SEPARATOR}{key}" if key else name


def split_mark(words: str) -> tuple[str, str]:
    """The name of a mark, and the key of what it marks."""
    name, _separator, key = words.partition(SEPARATOR)
    return name, key
