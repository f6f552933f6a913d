"""What passages are called in the language that is active: "Article 5", "paragraph 2"."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.speech.signs import comma
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.markup import plain_content
from palermo.toolkit.texts.passages import Passage, Text


def label_of(passage: Passage) -> str:
    """Its kind with its number, where it has one: "Article 5"; its kind alone for what stands out as such."""
    named = {
        PassageKind.PART: _("Part %(number)d"),
        PassageKind.CHAPTER: _("Chapter %(number)d"),
        PassageKind.MODULE: _("Module %(number)d"),
        PassageKind.ARTICLE: _("Article %(number)d"),
        PassageKind.OPTION: _("Option %(number)d"),
        PassageKind.BOX: _("Box %(number)d"),
        PassageKind.EXERCISE: _("Exercise %(number)d"),
        PassageKind.SECTION: _("Section %(number)d"),
    }
    words = named.get(passage.kind)
    if words and passage.number:
        return words % {"number": passage.number}
    return str(passage.kind.label) if passage.is_holder else ""


def heading_of(passage: Passage) -> str:
    """The label and the heading of what has one: "Article 5. Definitions"; of others, the label of their kind."""
    label, words = label_of(passage), plain_content(passage.content) if passage.is_holder else ""
    if not words:
        return label or str(passage.kind.label)
    if not label:
        return words
    # Translators: the label of a passage before its heading: "Article 5. Definitions".
    return pgettext("label and heading", "%(label)s. %(heading)s") % {"label": label, "heading": words}


def cite_passage(text: Text, passage: Passage) -> str:
    """Where a passage stands, from the outside in: "Article 5, paragraph 2"."""
    above = [found for key in passage.path if (found := text.find(key)) is not None]
    return comma().join(filter(None, (_place(each) for each in (*above, passage))))


def _place(passage: Passage) -> str:
    if passage.is_holder:
        return label_of(passage)
    if passage.kind == PassageKind.PARAGRAPH and passage.number:
        return pgettext("in a citation", "paragraph %(number)d") % {"number": passage.number}
    return str(passage.kind.label)
