"""What makes two labels the same."""

import re
import unicodedata

QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
# Marks of direction and joiners, which spreadsheets leave in cells and which do not show.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")


def label_key(label: str) -> str:
    """Give the form under which a label is looked up.

    Case, runs of white space, invisible marks, and the shapes of quotation marks and dashes make no difference.

    Examples
    --------
    >>> label_key("  Côte\\u00a0d’Ivoire ") == label_key("CÔTE D'IVOIRE")
    True
    """
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", label)).translate(QUOTES)
    return " ".join(text.casefold().split())


def plain_key(key: str) -> str:
    """Give a key without diacritics.

    Examples
    --------
    >>> plain_key("türkiye")
    'turkiye'
    """
    return "".join(c for c in unicodedata.normalize("NFD", key) if unicodedata.category(c) != "Mn")
