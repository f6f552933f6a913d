"""What is new of treaties: actions, statements, national law and completed reviews."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.site.news import NewsGroup, NewsSource, register_news
from palermo.treaties.models import LawArticle, Review, Statement, TreatyAction
from palermo.treaties.models.participants import name_on
from palermo.treaties.queries.laws import laws_visible_to, reviews_visible_to
from palermo.treaties.queries.participation import actions_visible_to, statements_visible_to, with_participants
from palermo.treaties.states.laws import LawStatus, ReviewStage
from palermo.treaties.titles import join_titles, title_in_treaty

TREATIES = NewsGroup("treaties", _("Treaties"), 13)
LAW = NewsGroup("law", _("National law and reviews"), 14)
ABOUT = {"treaty": ("treaty",), "state": ("state",)}


def _actions(viewer: Viewer) -> QuerySet[TreatyAction]:
    return with_participants(actions_visible_to(viewer)).select_related("treaty")


def _statements(viewer: Viewer) -> QuerySet[Statement]:
    return with_participants(statements_visible_to(viewer)).select_related("treaty")


def _laws(viewer: Viewer) -> QuerySet[LawArticle]:
    """Provisions in the record, by the day on which they were accepted or supplied."""
    recorded = laws_visible_to(viewer).filter(status=LawStatus.RECORDED).prefetch_related("state__former_names")
    return recorded.annotate(published_on=Coalesce("decided_on", "supplied_on"))


def _reviews(viewer: Viewer) -> QuerySet[Review]:
    return reviews_visible_to(viewer).filter(stage=ReviewStage.COMPLETED).prefetch_related("state__former_names")


def _law_title(law: LawArticle) -> MultilingualText:
    return join_titles(law.state.name_today, law.title)


def _review_title(review: Review) -> MultilingualText:
    return join_titles(review.state.name_today, review.mechanism)


register_news(
    NewsSource(
        name="treaties",
        group=TREATIES,
        label=_("Treaties"),
        model=TreatyAction,
        records=_actions,
        day="deposited_on",
        kind=lambda action: action.get_kind_display(),
        verbs=frozenset({"treaty_action.recorded"}),
        about=ABOUT,
        title=lambda action: title_in_treaty(name_on(action.participant, action.deposited_on), action.treaty),
        key="pk",
        readers=Audience.PUBLIC,
        is_on_desks=False,
    ),
    NewsSource(
        name="treaty_statements",
        group=TREATIES,
        label=_("Statements on treaties"),
        model=Statement,
        records=_statements,
        day="made_on",
        kind=lambda statement: statement.get_kind_display(),
        verbs=frozenset({"statement.recorded"}),
        about=ABOUT,
        title=lambda statement: title_in_treaty(name_on(statement.participant, statement.made_on), statement.treaty),
        readers=Audience.PUBLIC,
        is_on_desks=False,
    ),
    NewsSource(
        name="laws",
        group=LAW,
        label=_("Provisions of national law"),
        model=LawArticle,
        records=_laws,
        day="published_on",
        kind=lambda law: LawArticle._meta.verbose_name or "",
        # Of a proposal for a new provision its acceptance, of one for a correction the correction.
        verbs=frozenset({"law.recorded", "law.accepted", "law.corrected"}),
        about=ABOUT,
        title=_law_title,
        readers=Audience.PUBLIC,
        is_on_desks=False,
    ),
    NewsSource(
        name="reviews",
        group=LAW,
        label=pgettext_lazy("of States", "Reviews"),
        model=Review,
        records=_reviews,
        day="completed_on",
        kind=lambda review: _("Completed review"),
        verbs=frozenset({"review.recorded", "review.completed"}),
        about=ABOUT,
        title=_review_title,
        is_on_desks=False,
    ),
)
