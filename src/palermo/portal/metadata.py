"""What search engines and other programs are told about a public record, in the words of schema.org.

Only of what a visitor may see, whoever reads the page; and nothing but its own words, its place and its bodies.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from wagtail.models import Page

from palermo.accounts.models import Place, State
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, active_language
from palermo.core.templatetags.texts import plain
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.governance.models import Activity, Decision, DonorContribution, FollowUp, Mandate
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.states.activities import ActivityKind, ActivityState
from palermo.knowledge.models import Study
from palermo.knowledge.queries import studies_visible_to
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentKind
from palermo.portal.addresses import name_of
from palermo.portal.models import HomePage, NewsPage
from palermo.portal.register.words import wording_of
from palermo.portal.visible_names import places_visible_to
from palermo.reporting.models import Report
from palermo.reporting.queries import follow_ups_visible_to, reports_visible_to
from palermo.toolkit.models import Tool
from palermo.toolkit.queries import tools_visible_to

Data = dict[str, Any]
LONGEST = 200
# Markup that would end the element, and separators of lines that older programs take for the end of a text.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}

VISIBLE: dict[type[Model], Callable[[Viewer], QuerySet]] = {
    Activity: activities_visible_to,
    Decision: decisions_visible_to,
    Document: documents_visible_to,
    DonorContribution: contributions_visible_to,
    Event: events_visible_to,
    FollowUp: follow_ups_visible_to,
    Mandate: mandates_visible_to,
    Report: reports_visible_to,
    Study: studies_visible_to,
    Tool: tools_visible_to,
    Place: places_visible_to,
    State: lambda viewer: State.objects.all(),
    Page: lambda viewer: Page.objects.live().public(),
}


class Described(NamedTuple):
    """A record for those who do not open its page: its name, what it is about in short, and its data, if it has any."""

    title: str
    summary: str
    data: Data


def describe(record: Any, viewer: Viewer) -> Described | None:
    """What is told about a record; nothing where a visitor may not see it."""
    if not is_public(record, viewer):
        return None
    data = {name: value for name, value in _data(record).items() if value}
    if data:
        data = {"@context": "https://schema.org", **data}
    return Described(plain(_title(record)), _summary(record), data)


def is_public(record: Any, viewer: Viewer) -> bool:
    """Whether a visitor may see a record; what a visitor was shown, and what is for others, is not asked again."""
    if viewer.user_id is None:
        return True
    if getattr(record, "audience_today", getattr(record, "audience", Audience.PUBLIC)) != Audience.PUBLIC:
        return False
    model = Page if isinstance(record, Page) else type(record)
    return VISIBLE[model](VISITOR).filter(pk=record.pk).exists()


def as_script(data: Data) -> SafeString:
    """Data as it may stand in an element of a page: nothing in it can end the element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPED))  # noqa: S308 -- what could is escaped


def _title(record: Any) -> Any:
    if isinstance(record, Event | Tool | Study):
        return record.activity.title
    if isinstance(record, FollowUp | State | DonorContribution):
        return name_of(record)
    return record.name if isinstance(record, Place) else record.title


def _summary(record: Any) -> str:
    texts = {
        Decision: lambda: record.body.name,
        Mandate: lambda: record.text,
        FollowUp: lambda: wording_of(record),
        State: lambda: record.formal_name_on(clock.today()),
        DonorContribution: lambda: record.purpose,
        Tool: lambda: record.aim or record.activity.summary,
        Study: lambda: record.aim or record.activity.summary,
        Event: lambda: record.activity.summary or record.theme,
        Activity: lambda: record.summary,
    }
    if isinstance(record, Page):
        words = getattr(record, "intro", "") or strip_tags(getattr(record, "body", ""))
    else:
        words = plain(texts.get(type(record), lambda: "")())
    return Truncator(capfirst(" ".join(words.split()))).chars(LONGEST)


def _data(record: Any) -> Data:
    builder = DATA.get(type(record))
    return builder(record) if builder else {}


def _event(event: Event) -> Data:
    activity = event.activity
    is_off = activity.state == ActivityState.CANCELLED
    return {
        "@type": "Event",
        "name": _localized_value(activity.title),
        "description": _localized_value(activity.summary or event.theme),
        "startDate": _day(activity.starts),
        "endDate": _day(activity.ends),
        "eventStatus": "https://schema.org/EventCancelled" if is_off else "https://schema.org/EventScheduled",
        "location": _place(event.place) if event.place else None,
        "organizer": _organisation(activity.lead),
    }


def _place(place: Place) -> Data:
    found: Data = {"@type": "Place", "name": _localized_value(place.name)}
    if place.state:
        found["address"] = {"@type": "PostalAddress", "addressCountry": _localized_value(place.state.name_today)}
    return found


def _activity(activity: Activity) -> Data:
    kinds = {ActivityKind.STUDY: "ResearchProject", ActivityKind.TOOL: "CreativeWork"}
    return {
        "@type": kinds.get(ActivityKind(activity.kind), "Project"),
        "name": _localized_value(activity.title),
        "description": _localized_value(activity.summary),
    }


def _tool(tool: Tool) -> Data:
    data = _activity(tool.activity) | {"publisher": _organisation(tool.activity.lead)}
    return data | {"description": _localized_value(tool.aim or tool.activity.summary)}


def _study(study: Study) -> Data:
    return _activity(study.activity) | {"description": _localized_value(study.aim or study.activity.summary)}


def _document(document: Document) -> Data:
    is_report = document.kind in {DocumentKind.REPORT, DocumentKind.MEETING_REPORT}
    return {
        "@type": "Report" if is_report else "CreativeWork",
        "name": _localized_value(document.title),
        "identifier": document.symbol,
        "datePublished": _day(document.dated),
        "inLanguage": [BY_CODE[version.language].tag for version in document.versions.all()],
        "isAccessibleForFree": True,
    }


def _report(report: Report) -> Data:
    return {
        "@type": "Report",
        "name": _localized_value(report.title),
        "reportNumber": report.symbol,
        "datePublished": report.issued_on.isoformat() if report.issued_on else "",
        "isAccessibleForFree": True,
    }


def _decision(decision: Decision) -> Data:
    return {
        "@type": "Legislation",
        "name": _localized_value(decision.title),
        "legislationIdentifier": decision.number,
        "legislationType": str(decision.get_kind_display()),
        "legislationDate": _day(decision.adopted),
        "legislationPassedBy": _organisation(decision.body),
    }


def _contribution(contribution: DonorContribution) -> Data:
    donor = contribution.state or contribution.organisation
    given: Data = {"@type": "MonetaryGrant", "name": _localized_value(contribution.purpose)}
    if isinstance(donor, State):
        given["funder"] = {
            "@type": "Organization",
            "name": _localized_value(donor.short_name_on(contribution.given_on or clock.today())),
        }
    elif donor:
        given["funder"] = _organisation(donor)
    if contribution.amount is not None:
        value = {"value": str(contribution.amount), "currency": contribution.currency}
        given["amount"] = {"@type": "MonetaryAmount", **value}
    return given


def _state(state: State) -> Data:
    today = clock.today()
    other = [state.short_name_on(today)[code] for code in state.short_name_on(today) if code != active_language().code]
    return {
        "@type": "Country",
        "name": _localized_value(state.short_name_on(today)),
        "alternateName": list(dict.fromkeys([*state.formal_name_on(today).values(), *other])),
        "identifier": state.slug.upper(),
    }


def _home(page: HomePage) -> Data:
    return {"@type": "WebSite", "name": page.title, "description": page.intro, "inLanguage": active_language().tag}


def _news(page: NewsPage) -> Data:
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.published_on.isoformat(),
        "inLanguage": active_language().tag,
    }


DATA: Mapping[type[Model], Callable[[Any], Data]] = {
    Activity: _activity,
    Decision: _decision,
    Document: _document,
    DonorContribution: _contribution,
    Event: _event,
    HomePage: _home,
    NewsPage: _news,
    Place: _place,
    Report: _report,
    State: _state,
    Study: _study,
    Tool: _tool,
}


def _organisation(named: Any) -> Data | None:
    return {"@type": "Organization", "name": _localized_value(named.name)} if named else None


def _day(day: PartialDate | None) -> str:
    """As exactly as it is known: 2007-10-02, 2007-10, 2007."""
    if day is None:
        return ""
    length = {"day": 10, "month": 7, "year": 4}[day.precision.value.rpartition("_")[2]]
    return day.value.isoformat()[:length]


def _localized_value(text: MultilingualText | None) -> Any:
    """The words in the reader's language; another language is named."""
    shown = (text or MultilingualText()).shown_in(active_language().code)
    if shown is None:
        return None
    return {"@value": shown.words, "@language": shown.language.tag} if shown.is_missing else shown.words
