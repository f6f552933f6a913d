"""What the passages of a text are called where they stand: Article 3, Module 2, 4."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.toolkit.states.texts import PassageKind

_NUMBERED = {
    PassageKind.PART: pgettext_lazy("of a text", "Part %(number)d"),
    PassageKind.CHAPTER: _("Chapter %(number)d"),
    PassageKind.MODULE: _("Module %(number)d"),
    PassageKind.SECTION: _("Section %(number)d"),
    PassageKind.ARTICLE: _("Article %(number)d"),
    PassageKind.OPTION: pgettext_lazy("of a model law", "Option %(number)d"),
    PassageKind.BOX: pgettext_lazy("of a text", "Box %(number)d"),
    PassageKind.EXERCISE: _("Exercise %(number)d"),
    PassageKind.PARAGRAPH: "%(number)d.",
}
# Of these a reader sees only the words.
_NAMELESS = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.TABLE})


def label_passage(kind: PassageKind, number: int) -> str:
    """Its kind with its number, in the language of the page; empty for list items and tables.

    Parameters
    ----------
    kind : PassageKind
    number : int
        0 for a passage that is not numbered.

    Returns
    -------
    str
    """
    if number and kind in _NUMBERED:
        return str(_NUMBERED[kind]) % {"number": number}
    return "" if kind in _NAMELESS else str(kind.label)
