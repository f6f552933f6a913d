"""What is new of treaties: who became a party, and who withdrew."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.site.news import NewsGroup, NewsSource, register_news
from palermo.treaties.models import TreatyAction
from palermo.treaties.models.participants import name_on
from palermo.treaties.queries.participation import actions_visible_to, with_participants
from palermo.treaties.states.participation import CONSENT, ActionKind

TREATIES = NewsGroup("treaties", _("Treaties"), 13)
REPORTED = sorted([*CONSENT, ActionKind.WITHDRAWAL])


def _instruments(viewer: Viewer) -> QuerySet[TreatyAction]:
    """What makes or ends a party; signatures make none."""
    return with_participants(actions_visible_to(viewer).filter(kind__in=REPORTED)).select_related("treaty")


def _title(action: TreatyAction) -> MultilingualText:
    """The participant in the name of the day, and the treaty: in the languages in which both have one."""
    name = name_on(action.participant, action.deposited_on)
    treaty = action.treaty.short_name or action.treaty.name
    return MultilingualText(
        {code: f"{name[code]} · {treaty[code]}" for code in CODES if code in name and code in treaty}
    )


register_news(
    NewsSource(
        name="treaties",
        group=TREATIES,
        label=_("Treaties"),
        model=TreatyAction,
        records=_instruments,
        day="deposited_on",
        kind=lambda action: action.get_kind_display(),
        verbs=frozenset({"treaty_action.recorded"}),
        about={},
        title=_title,
        key="pk",
        readers=Audience.PUBLIC,
        is_on_desks=False,
    ),
)
