"""The questions that have a page, in their order."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from palermo.figures.web.questions.answers import Question
from palermo.figures.web.questions.justice import how_justice_responds
from palermo.figures.web.questions.unknown import what_is_not_known
from palermo.figures.web.questions.where import where_victims_are_found
from palermo.figures.web.questions.who import who_is_trafficked

QUESTIONS: Final = (
    Question(
        "who-is-trafficked",
        _("Who is trafficked?"),
        _("Detected victims by sex, age and form of exploitation."),
        who_is_trafficked,
    ),
    Question(
        "where-are-victims-found",
        _("Where are victims found and where do they come from?"),
        _("Detected victims by State, and their citizenship."),
        where_victims_are_found,
    ),
    Question(
        "how-do-justice-systems-respond",
        _("How do justice systems respond?"),
        _("Persons suspected, prosecuted and convicted; treaties and legislation."),
        how_justice_responds,
        "figures/questions/justice.html",
    ),
    Question(
        "what-is-not-known",
        _("What is not known?"),
        _("Which States reported what for which years, and what is suppressed."),
        what_is_not_known,
        "figures/questions/unknown.html",
    ),
)
BY_SLUG: Final = {each.slug: each for each in QUESTIONS}
