"""The styles of a text's Word file: by them and by bookmarks, an edited file is read back.

Knows neither Django nor python-docx: the process that reads files uses it too.
"""

import hashlib

# Styles of headings by the kind of passage, and of words by the kind of what holds them, named as Word shows them.
HEADINGS = {
    "part": "Part heading",
    "chapter": "Chapter heading",
    "module": "Module heading",
    "section": "Section heading",
    "article": "Article heading",
    "option": "Option heading",
    "commentary": "Commentary heading",
    "box": "Box heading",
    "checklist": "Checklist heading",
    "objectives": "Objectives heading",
    "exercise": "Exercise heading",
}
WORDS = {
    "part": "Part text",
    "chapter": "Chapter text",
    "module": "Module text",
    "section": "Section text",
    "article": "Article text",
    "option": "Option text",
    "commentary": "Commentary text",
    "box": "Box text",
    "checklist": "Checklist text",
    "objectives": "Objectives text",
    "exercise": "Exercise text",
}
ITEMS = {holder: name.replace("text", "item") for holder, name in WORDS.items()}
# What stands around the text and is no part of it.
COVER, NOTICE, CONTENTS, MATERIAL = "Cover line", "Notice", "Contents line", "Material"
AROUND = frozenset({COVER, NOTICE, CONTENTS, MATERIAL, "Contents heading", "Title"})
# Of characters: numbers that are worked out, and the signs and the words of a bracket.
NUMBER, BRACKET, BRACKETED = "Passage number", "Bracket", "Bracketed words"
# The property of the file that names its export.
PROPERTY = "PalermoText"
# The scheme of links to records that have no address for the reader.
OWN_SCHEME = "urn:palermo:"
_MARK = "tk_"
# Word's own limit is 40.
_LONGEST_KEY = 36


def style_id(name: str) -> str:
    """The identifier of a style."""
    return name.title().replace(" ", "")


def bookmark_of(key: str) -> str:
    """The name of the bookmark around a passage: letters, figures and underscores only."""
    if key.isalnum() and key.isascii() and len(key) <= _LONGEST_KEY:
        return _MARK + key
    short = "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in key)[:20]
    return f"{_MARK}{short}_{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def is_mark(name: str) -> bool:
    """Whether a bookmark is that of a passage."""
    return name.startswith(_MARK)
