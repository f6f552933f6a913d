"""The feeds of treaties: actions, statements, national law and reviews."""

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import VISITOR
from palermo.core.text import plain
from palermo.site.feeds import Feed, register_feeds
from palermo.treaties.models import LawArticle, Review, Statement, TreatyAction
from palermo.treaties.models.participants import name_on
from palermo.treaties.provisions import describe_provision, split_provisions
from palermo.treaties.queries.laws import laws_visible_to, reviews_visible_to
from palermo.treaties.queries.participation import actions_visible_to, statements_visible_to, with_participants
from palermo.treaties.states.laws import LawStatus
from palermo.treaties.titles import join_titles, title_in_treaty

ABOUT = {"treaty": "treaty", "state": "state"}
# The pages of treaties, which lead to the feeds of all.
PAGES = ("treaty_list", "treaty", "treaty_participant", "treaty_comparison")


def _actions() -> QuerySet[TreatyAction]:
    return with_participants(actions_visible_to(VISITOR)).select_related("treaty").order_by("-deposited_on", "-pk")


def _statements() -> QuerySet[Statement]:
    rows = with_participants(statements_visible_to(VISITOR)).select_related("treaty", "about__treaty")
    about = ("about__state__former_names", "about__organisation__listednames")
    return rows.prefetch_related(*about).order_by("-made_on", "-pk")


def _provisions(statement: Statement) -> dict[str, object]:
    return {"provisions": [describe_provision(each) for each in split_provisions(statement.provision)]}


def _laws() -> QuerySet[LawArticle]:
    """By the day on which they were accepted or supplied; what has none comes last."""
    rows = laws_visible_to(VISITOR).filter(status=LawStatus.RECORDED).select_related("treaty")
    dated = rows.annotate(published_on=Coalesce("decided_on", "supplied_on"))
    named = dated.prefetch_related("state__former_names", "elements")
    return named.exclude(published_on=None).order_by("-published_on", "-pk")


def _reviews() -> QuerySet[Review]:
    """Those that are completed, by that day."""
    rows = reviews_visible_to(VISITOR).filter(completed_on__isnull=False).select_related("treaty")
    return rows.prefetch_related("state__former_names").order_by(F("completed_on").desc(), "-pk")


register_feeds(
    Feed(
        name="treaty-actions",
        order=8,
        label=_("Treaty actions"),
        page="treaty_list",
        pages=PAGES,
        records=_actions,
        day=lambda action: action.deposited_on,
        slug=lambda action: str(action.pk),
        kind=lambda action: action.get_kind_display(),
        template="treaties/feeds/action.html",
        log="treaty-actions",
        title=lambda action: plain(title_in_treaty(name_on(action.participant, action.deposited_on), action.treaty)),
        about=ABOUT,
    ),
    Feed(
        name="statements",
        order=9,
        label=_("Statements on treaties"),
        page="treaty_list",
        pages=PAGES,
        records=_statements,
        day=lambda statement: statement.made_on,
        slug=lambda statement: statement.slug,
        kind=lambda statement: statement.get_kind_display(),
        template="treaties/feeds/statement.html",
        log="statements",
        more=_provisions,
        title=lambda statement: plain(
            title_in_treaty(name_on(statement.participant, statement.made_on), statement.treaty)
        ),
        about=ABOUT,
    ),
    Feed(
        name="laws",
        order=10,
        label=_("Provisions of national law"),
        page="state_list",
        pages=("state", "treaty_gaps"),
        records=_laws,
        day=lambda law: law.published_on,
        slug=lambda law: law.slug,
        kind=lambda law: LawArticle._meta.verbose_name or "",
        template="treaties/feeds/law.html",
        log="laws",
        title=lambda law: plain(join_titles(law.state.name_today, law.title)),
        about=ABOUT,
    ),
    Feed(
        name="reviews",
        order=11,
        label=pgettext_lazy("of States", "Reviews"),
        page="state_list",
        pages=("state", "treaty_gaps"),
        records=_reviews,
        day=lambda review: review.completed_on,
        slug=lambda review: review.slug,
        kind=lambda review: _("Completed review"),
        template="treaties/feeds/review.html",
        log="reviews",
        title=lambda review: plain(join_titles(review.state.name_today, review.mechanism)),
        about=ABOUT,
    ),
)
