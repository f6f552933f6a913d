"""The sessions of an event in a report: from the programme as it was last released to readers of the paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from palermo.core.text import MultilingualText
from palermo.events.reporting.paper import LIMITS, event_reported
from palermo.events.reporting.snapshot import EventSnapshot
from palermo.programme.models import ProgrammeItem, ProgrammeRelease
from palermo.programme.queries.programmes import publishable_contents
from palermo.programme.schedule.content import Content, ContentItem, ContentText
from palermo.programme.states.programmes import ItemKind, ItemRole
from palermo.reporting.clauses import clause, day, facts, optional
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot, Tense
from palermo.reporting.tree import Argument, Clause, Fact, Inline, Listed, Paragraph, RecordText, Source, Subparagraph


@paragraph_type("event-themes", LIMITS)
def themes(context: Context) -> list[Paragraph]:
    """The themes of the sessions, one subparagraph a session that has some; or that none is on record."""
    event, content = _released(context)
    if event is None:
        return []
    stated = facts("events", event.event, "programme")
    items = [item for item in _sessions(content) if item.get("themes")]
    if not items:
        return [Paragraph("themes", (clause("types.no_themes", {}, stated, cutoff=day(context.record.cutoff)),))]
    lead = clause("types.themes", {}, stated, count=len(items))
    return [Paragraph("themes", (lead,), tuple(Subparagraph((_themes(event, item, stated),)) for item in items))]


def _themes(event: EventSnapshot, item: ContentItem, stated: tuple[Fact, ...]) -> Clause:
    """The themes stand one a line; each is an item of the list, without a full stop of its own."""
    written = item.get("themes", {})
    lines = {
        code: [line.strip().rstrip(".。") for line in words.splitlines() if line.strip()]
        for code, words in written.items()
    }
    count = min((len(each) for each in lines.values()), default=0)
    parts: tuple[Inline, ...] = tuple(
        _text(event, {code: each[at] for code, each in lines.items()}) for at in range(count)
    )
    return clause("types.session_themes", {}, stated, title=_text(event, item["title"]), themes=Listed(parts))


@paragraph_type("event-sessions", LIMITS)
def sessions(context: Context) -> list[Paragraph]:
    """One paragraph a session: when it was held, its chair and rapporteur, its objective, the rapporteur's summary."""
    event, content = _released(context)
    if event is None:
        return []
    stated = facts("events", event.event, "programme")
    items = list(_sessions(content))
    if not items:
        return [Paragraph("sessions", (clause("types.no_sessions", {}, stated, cutoff=day(context.record.cutoff)),))]
    people = {each["id"]: each["name"] for each in content["people"]} if content else {}
    return [_session(context, event, item, people, stated) for item in items]


def _session(
    context: Context, event: EventSnapshot, item: ContentItem, people: dict[str, ContentText], stated: tuple[Fact, ...]
) -> Paragraph:
    on = date.fromisoformat(item["day"])
    is_held = event.tense is Tense.PAST or (event.tense is Tense.PRESENT and on < context.record.cutoff)
    args: dict[str, Argument] = {
        "kind": item["kind"],
        "held": "yes" if is_held else "no",
        "title": _text(event, item["title"]),
        "date": day(on),
    }
    roles = {"chair": (ItemRole.CHAIR, ItemRole.MODERATOR), "rapporteur": (ItemRole.RAPPORTEUR,)}
    args |= optional({name: _listed_people(event, item, people, wanted) for name, wanted in roles.items()})
    clauses = [clause("types.session", {}, stated, **args)]
    if objective := item.get("objective"):
        clauses.append(clause("types.session_objective", {}, stated, objective=_text(event, objective)))
    summary = context.record.read(_read_summaries).get((event.event.pk, item["id"]))
    if summary and context.record.is_quotable(summary):
        clauses.append(clause("types.session_summary", {}, stated, summary=_text(event, summary.text)))
    return Paragraph(f"session-{item['id']}", tuple(clauses))


def _listed_people(
    event: EventSnapshot, item: ContentItem, people: dict[str, ContentText], roles: tuple[str, ...]
) -> Inline | None:
    names = [people[part["person"]] for part in item.get("parts", []) if part["role"] in roles and "person" in part]
    return Listed(tuple(_text(event, name) for name in names)) if names else None


def _text(event: EventSnapshot, words: ContentText) -> RecordText:
    return RecordText(MultilingualText(words), Source("events", event.slug), "programme")


def _sessions(content: Content | None) -> Iterator[ContentItem]:
    if content:
        yield from (item for item in content["items"] if item["kind"] != ItemKind.BREAK)


def _released(context: Context) -> tuple[EventSnapshot | None, Content | None]:
    """The event and its programme as it stood at the cut-off, in the newest version that readers of the paper have."""
    event = event_reported(context)
    if event is None:
        return None, None
    releases = context.record.read(_read_releases).get(event.event.pk, [])
    release = next((each for each in releases if context.record.is_quotable(each)), None)
    return event, publishable_contents([(release.audience, release.content)])[0] if release else None


@dataclass
class SessionSummary:
    """What the rapporteur reported of a session, and for whom."""

    text: dict[str, str]
    audience: str


def _read_summaries(record: RecordSnapshot) -> dict[tuple[int, str], SessionSummary]:
    """The summaries recorded by the cut-off, by event and session."""
    rows = ProgrammeItem.objects.filter(summarized_on__lte=record.cutoff).select_related("programme")
    return {
        (each.programme.event_id, each.slug): SessionSummary(dict(each.summary), each.summary_audience) for each in rows
    }


def _read_releases(record: RecordSnapshot) -> dict[int, list[ProgrammeRelease]]:
    """Versions that had been released and not withdrawn, newest first, by event."""
    found: dict[int, list[ProgrammeRelease]] = {}
    for each in ProgrammeRelease.objects.select_related("programme").order_by("programme", "-number"):
        if record.is_reached(timezone.localdate(each.released_at)) and not record.is_reached(each.withdrawn_on):
            found.setdefault(each.programme.event_id, []).append(each)
    return found
