"""What the parts of a tool's text are, which may stand in which, and how their words came about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PassageKind(models.TextChoices):
    """What a part of a text is: first those that have a heading and hold others, then those of words alone."""

    PART = "part", pgettext_lazy("of a text", "Part")
    CHAPTER = "chapter", _("Chapter")
    MODULE = "module", _("Training module")
    SECTION = "section", _("Section")
    ARTICLE = "article", _("Article")
    OPTION = "option", pgettext_lazy("of a model law", "Optional wording")
    COMMENTARY = "commentary", _("Commentary")
    BOX = "box", pgettext_lazy("of a text", "Box")
    CHECKLIST = "checklist", _("Checklist")
    OBJECTIVES = "objectives", _("Learning objectives")
    EXERCISE = "exercise", _("Exercise")
    PARAGRAPH = "paragraph", _("Paragraph")
    ITEM = "item", _("List item")
    TABLE = "table", _("Table")


_WORDS = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.TABLE})
_BODY = _WORDS | {PassageKind.BOX, PassageKind.CHECKLIST}
_TAUGHT = _BODY | {PassageKind.OBJECTIVES, PassageKind.EXERCISE}

# What may stand in what; "" is the text as a whole.
CHILDREN: dict[str, frozenset[PassageKind]] = {
    "": frozenset({PassageKind.PART, PassageKind.CHAPTER, PassageKind.MODULE, PassageKind.ARTICLE}),
    PassageKind.PART: frozenset({PassageKind.CHAPTER, PassageKind.MODULE, PassageKind.ARTICLE}) | _WORDS,
    PassageKind.CHAPTER: _BODY | {PassageKind.SECTION, PassageKind.ARTICLE, PassageKind.EXERCISE},
    PassageKind.MODULE: _TAUGHT | {PassageKind.SECTION},
    PassageKind.SECTION: _TAUGHT,
    PassageKind.ARTICLE: _WORDS | {PassageKind.OPTION, PassageKind.COMMENTARY},
    PassageKind.OPTION: _WORDS,
    PassageKind.COMMENTARY: _BODY,
    PassageKind.BOX: _WORDS,
    PassageKind.CHECKLIST: frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM}),
    PassageKind.OBJECTIVES: frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM}),
    PassageKind.EXERCISE: _WORDS,
    PassageKind.PARAGRAPH: frozenset(),
    PassageKind.ITEM: frozenset(),
    PassageKind.TABLE: frozenset(),
}
# What readers open on a page of its own, and what the outline lists.
CHAPTERS = frozenset({PassageKind.CHAPTER, PassageKind.MODULE, PassageKind.ARTICLE})


class PassageAct(models.TextChoices):
    """How the words of a passage came about. A rejected copy was written while somebody else changed the same words."""

    WRITTEN = "written", _("Edited")
    COMBINED = "combined", _("Combined with a colleague’s edit")
    REJECTED = "rejected", _("Not used: a colleague changed the same words")
    RESTORED = "restored", _("Restored")
    IMPORTED = "imported", _("Imported from a file")
    AMENDED = "amended", _("Proposed amendment accepted")
    CONFIRMED = "confirmed", _("Confirmed after a change of the original")
