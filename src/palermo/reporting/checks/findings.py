"""What a check finds in a report, for an editor to look at; none of it keeps a report from being issued."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What findings are grouped by, in the order in which they are shown."""

    AGREEMENT = "agreement", _("Differences between languages")
    REFERENCES = "references", _("References and notes")
    TERMS = "terms", _("Terms")
    SPELLING = "spelling", _("Spelling")
    FIGURES = "figures", _("Dates and numbers")
    MARKS = "marks", _("Punctuation and spaces")
    ACRONYMS = "acronyms", _("Acronyms")
    REPETITION = "repetition", _("Repetitions")
    READABILITY = "readability", _("Sentence length")


@dataclass(frozen=True)
class Finding:
    """One thing to look at: in which paragraph or part (`where`, and its number if it has one), and what it is.

    `is_advice` is set where nothing is wrong and a reader may still be helped.
    """

    kind: Kind
    where: str
    number: int | None
    language: str
    what: str
    excerpt: str = ""
    is_advice: bool = False
