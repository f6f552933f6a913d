"""What is new of proposed speakers."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.site.news import NewsGroup, NewsSource, register_news
from palermo.speakers.models import Speaker
from palermo.speakers.queries import speaker_proposals_visible_to

SPEAKERS = NewsGroup("speakers", _("Nominations of speakers"), 6)
ABOUT_EVENTS = {
    "activity": ("event__activity",),
    "mandate": ("event__activity__mandate",),
    "topic": ("event__activity__mandate__guidance__about",),
}


def _shared_speakers(viewer: Viewer) -> QuerySet[Speaker]:
    """People proposed for events, by the day on which the secretariat shared them with Member States."""
    shared = speaker_proposals_visible_to(viewer).filter(shared_at__isnull=False)
    # Readers who see a speaker only because they proposed them are not shown that it was shared.
    shared = shared if viewer.reads_member_states else shared.none()
    return shared.annotate(shared_on=TruncDate("shared_at"))


def _proposed_speakers(viewer: Viewer) -> QuerySet[Speaker]:
    """Proposals as they come in, which wait for the secretariat."""
    proposed = speaker_proposals_visible_to(viewer).annotate(proposed_on=TruncDate("proposed_at"))
    return proposed if viewer.is_secretariat else proposed.none()


register_news(
    NewsSource(
        name="shared_speakers",
        group=SPEAKERS,
        label=_("Nominations of speakers"),
        model=Speaker,
        records=_shared_speakers,
        day="shared_on",
        kind=lambda speaker: _("Nomination shared with Member States"),
        verbs=frozenset({"speaker.shared"}),
        about=ABOUT_EVENTS,
        title=lambda speaker: speaker.name,
        readers=Audience.MEMBER_STATES,
    ),
    NewsSource(
        name="proposed_speakers",
        group=SPEAKERS,
        label=_("New nominations of speakers"),
        model=Speaker,
        records=_proposed_speakers,
        day="proposed_on",
        kind=lambda speaker: _("Nomination of a speaker"),
        verbs=frozenset({"speaker.proposed"}),
        about=ABOUT_EVENTS,
        title=lambda speaker: speaker.name,
        readers=Audience.SECRETARIAT,
    ),
)
