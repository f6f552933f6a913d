"""What stands in a feed: the latest records that a visitor may see, each with its whole text in one language."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import F, Max, Model, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.text import plain
from palermo.events.models import Event, Outcome, ProgrammeRelease, Recommendation
from palermo.events.programme.words import programme_words
from palermo.events.queries.events import events_visible_to, outcomes_visible_to
from palermo.events.queries.programmes import current_releases_visible_to
from palermo.governance.models import Decision
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.library.models import Document
from palermo.portal.models import NewsPage
from palermo.portal.papers import languages_of, papers
from palermo.portal.programmes.versions import content_for
from palermo.reporting.frozen import thaw
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to, texts_visible_to
from palermo.reporting.renderers.html import render_html
from palermo.reporting.states import ReportState

MOST = 30


class Entry(NamedTuple):
    """One entry: what its id is made of, its title, page, days and text; `kind` names it among others."""

    key: str
    title: str
    address: str
    published: datetime
    updated: datetime
    kind: str
    content: str


class Feed(NamedTuple):
    """A feed: what it is called, the page it belongs to, and its latest records."""

    label: str | Promise
    page: str
    records: Callable[[], Iterable[Any]]
    day: Callable[[Any], date | None]
    slug: Callable[[Any], str]
    kind: Callable[[Any], str | Promise]
    template: str
    log: str
    more: Callable[[Any], dict[str, Any]] = lambda record: {}


def _documents() -> QuerySet[Document]:
    rows = papers(VISITOR).filter(issued_on__isnull=False, issued_on__lte=clock.today())
    return rows.order_by("-issued_on", "-pk")[:MOST]


def _decisions() -> QuerySet[Decision]:
    rows = decisions_visible_to(VISITOR).filter(adopted_on__isnull=False).select_related("body")
    return rows.prefetch_related("paragraphs").order_by("-adopted_on", "-pk")[:MOST]


def _events() -> QuerySet[Event]:
    """By the day on which they were authorised: the feed tells of plans as soon as they are public."""
    rows = events_visible_to(VISITOR).filter(activity__authorised_on__isnull=False)
    return rows.select_related("activity", "place").order_by("-activity__authorised_on", "-pk")[:MOST]


def _outcomes() -> QuerySet[Outcome]:
    rows = outcomes_visible_to(VISITOR).filter(produced_on__lte=clock.today())
    return rows.select_related("event__activity").order_by("-produced_on", "-pk")[:MOST]


def _programmes() -> QuerySet[ProgrammeRelease]:
    rows = current_releases_visible_to(VISITOR).select_related("programme__event__activity")
    return rows.order_by("-released_at", "-pk")[:MOST]


def _reports() -> QuerySet[Report]:
    rows = reports_visible_to(VISITOR).filter(state=ReportState.ISSUED)
    return rows.order_by(F("issued_on").desc(), "-pk")[:MOST]


def _news_pages() -> QuerySet[NewsPage]:
    rows = NewsPage.objects.live().public().filter(locale__language_code=active_language().django_code)
    return rows.order_by("-published_on", "-pk")[:MOST]


def _version(document: Document) -> dict[str, Any]:
    """The document's text where it has one in this language, and the languages in which it is held."""
    here = document.versions.filter(language=active_language().code).first()
    return {"text": here.text if here else "", "held": languages_of(document)}


def _recommendations(outcome: Outcome) -> dict[str, Any]:
    return {"recommendations": Recommendation.objects.filter(outcome=outcome).order_by("number")}


def _article(report: Report) -> dict[str, Any]:
    issued = texts_visible_to(VISITOR).filter(report=report, language=active_language().code).first()
    return {"article": render_html(thaw(issued.content)) if issued else ""}


FEEDS: dict[str, Feed] = {
    "documents": Feed(
        label=_("Documents"),
        page="document_list",
        records=_documents,
        day=lambda document: document.issued_on,
        slug=lambda document: document.slug,
        kind=lambda document: document.get_kind_display(),
        template="portal/feeds/document.html",
        log="documents",
        more=_version,
    ),
    "decisions": Feed(
        label=_("Decisions"),
        page="decision_list",
        records=_decisions,
        day=lambda decision: decision.adopted_on,
        slug=lambda decision: decision.slug,
        kind=lambda decision: decision.get_kind_display(),
        template="portal/feeds/decision.html",
        log="decisions",
    ),
    "events": Feed(
        label=_("Events"),
        page="event_list",
        records=_events,
        day=lambda event: event.activity.authorised_on,
        slug=lambda event: event.activity.slug,
        kind=lambda event: event.get_kind_display(),
        template="portal/feeds/event.html",
        log="activities",
    ),
    "outcomes": Feed(
        label=_("Outcomes"),
        page="event_list",
        records=_outcomes,
        day=lambda outcome: outcome.produced_on,
        slug=lambda outcome: outcome.slug,
        kind=lambda outcome: outcome.get_kind_display(),
        template="portal/feeds/outcome.html",
        log="outcomes",
        more=_recommendations,
    ),
    "programmes": Feed(
        label=_("Programmes"),
        page="event_list",
        records=_programmes,
        day=lambda release: timezone.localdate(release.released_at),
        slug=lambda release: str(release.pk),
        kind=lambda release: _("Programme"),
        template="portal/feeds/programme.html",
        log="programme-releases",
        more=lambda release: {"said": programme_words(content_for(release), release.number)},
    ),
    "reports": Feed(
        label=_("Reports"),
        page="report_list",
        records=_reports,
        day=lambda report: report.issued_on,
        slug=lambda report: report.slug,
        kind=lambda report: _("Report"),
        template="portal/feeds/report.html",
        log="reports",
        more=_article,
    ),
    "news": Feed(
        label=_("News"),
        page="new",
        records=_news_pages,
        day=lambda page: page.published_on,
        slug=lambda page: str(page.pk),
        kind=lambda page: _("News"),
        template="portal/feeds/news.html",
        log="",
    ),
}
EVERYTHING = "everything"
NAMES = (*FEEDS, EVERYTHING)


def entries_of(name: str) -> list[Entry]:
    """The latest entries of a feed, latest first, in the language that is active."""
    names = FEEDS if name == EVERYTHING else [name]
    found = [entry for each in names for entry in _entries(each, FEEDS[each])]
    return sorted(found, key=lambda entry: (entry.published, entry.key), reverse=True)[:MOST]


def _entries(name: str, feed: Feed) -> list[Entry]:
    records = list(feed.records())
    acted = _last_acts(feed.log, [feed.slug(record) for record in records]) if feed.log else {}
    return [_entry(name, feed, record, acted) for record in records]


def _entry(name: str, feed: Feed, record: Any, acted: dict[str, datetime]) -> Entry:
    slug = feed.slug(record)
    day = feed.day(record)
    published = timezone.make_aware(datetime.combine(day or clock.today(), time(12)))
    is_page = isinstance(record, NewsPage) and record.last_published_at
    touched = clock.to_story_time(record.last_published_at) if is_page else acted.get(slug)
    # Nothing is changed before it is there: a day is told as its noon.
    updated = max(published, touched or published)
    content = render_to_string(feed.template, {"record": record, **feed.more(record)})
    kind = str(feed.kind(record))
    return Entry(f"{name}/{slug}", _title(record), _address(record), published, updated, kind, content)


def _title(record: Any) -> str:
    if isinstance(record, NewsPage):
        return record.title
    if isinstance(record, ProgrammeRelease):
        return record.display_name()
    title = record.activity.title if isinstance(record, Event) else record.title
    return capfirst(plain(title)) or record.display_name()


def _address(record: Model) -> str:
    return record.url or "" if isinstance(record, NewsPage) else record.get_absolute_url()


def _last_acts(log: str, slugs: list[str]) -> dict[str, datetime]:
    """When each was acted upon last: an instant, nothing of what was done."""
    rows = AuditEvent.objects.filter(target_kind=log, target_id__in=slugs).order_by()
    return dict(rows.values_list("target_id").annotate(last=Max("at")))
