"""What is new of outcomes."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.events.models import Outcome
from palermo.site.news import NewsGroup, NewsSource, register_news

OUTCOMES = NewsGroup("outcomes", _("Outcomes"), 12)


register_news(
    NewsSource(
        name="outcomes",
        group=OUTCOMES,
        label=_("Outcomes"),
        model=Outcome,
        day="produced_on",
        kind=lambda outcome: gettext("Outcome: %(kind)s") % {"kind": outcome.get_kind_display()},
        verbs=frozenset({"outcome.created", "outcome.recorded"}),
        about={
            "activity": ("event__activity",),
            "mandate": ("event__activity__mandate",),
            "topic": ("event__activity__mandate__guidance__about",),
            "state": ("event__place__state",),
        },
        related=("event__activity",),
    ),
)
