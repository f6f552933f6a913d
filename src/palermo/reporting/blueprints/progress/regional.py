"""IV. Regional activities: one paragraph an event, with what it produced."""

from datetime import date

from palermo.events.models import Outcome, Recommendation, Showing
from palermo.events.states.events import EventKind
from palermo.governance.models import Partner
from palermo.governance.states.activities import PartnerRole
from palermo.reporting.blueprints.nodes import message, organisation, source, sources, text, title_of, when
from palermo.reporting.record_snapshot import EventSnapshot, RecordSnapshot, Tense, tense
from palermo.reporting.tree import Emphasis, Inline, Listed, Paragraph, RecordText, Section, Source


def section(record: RecordSnapshot) -> Section | None:
    """Nothing while no regional event was held, going on or planned."""
    events = regional_events(record)
    if not events:
        return None
    return Section(
        "regional", (message("progress.regional_title"),), tuple(paragraph(record, event) for event in events)
    )


def regional_events(record: RecordSnapshot) -> list[EventSnapshot]:
    """Regional events by their place in the order of presentation; those without one follow, by date."""
    return sorted(record.events_of(EventKind.REGIONAL), key=_place_in_order)


def _place_in_order(event: EventSnapshot) -> tuple[bool, int]:
    order = event.event.order
    return order is None, order or 0


def paragraph(record: RecordSnapshot, event: EventSnapshot) -> Paragraph:
    """A paragraph on one event: its dates, place, organizers, subject, participants and outcomes."""
    content: list[Inline] = [
        Emphasis((message("progress.event_title", title=title_of(event)),)),
        _event_sentence(event),
    ]
    content += [*_organisers(event), *_subject(event), *_participants(event)]
    for outcome in event.outcomes:
        content += _outcome(record, outcome)
    partners = (partner.organisation for partner in event.event.activity.partners.all() if partner.organisation)
    return Paragraph(
        event.slug,
        tuple(content),
        (
            source("events", event.event),
            *(sources("places", [event.event.place]) if event.event.place else ()),
            *sources("organisations", partners),
            *sources("outcomes", event.outcomes),
        ),
    )


def _event_sentence(event: EventSnapshot) -> Inline:
    place = event.event.place
    if place is None:
        return message("progress.event_held_somewhere", tense=event.tense.value, dates=when(event))
    locative = text("places", place, "locative")
    return message("progress.event_held", tense=event.tense.value, place=locative, dates=when(event))


def _organisers(event: EventSnapshot) -> list[Inline]:
    roles = ((PartnerRole.HOST, "progress.hosts"), (PartnerRole.CO_ORGANISER, "progress.co_organisers"))
    return [
        message(
            key,
            tense=event.tense.value,
            organisers=Listed(tuple(_partner(each, event.starts.value) for each in event.partners(role))),
        )
        for role, key in roles
        if event.partners(role)
    ]


def _partner(partner: Partner, day: date) -> Inline:
    """An organisation, or a State under the name it bore on the day of the event."""
    if partner.organisation:
        return organisation(partner.organisation)
    assert partner.state is not None
    return RecordText(partner.state.short_name_on(day), source("states", partner.state), "short_name")


def _subject(event: EventSnapshot) -> list[Inline]:
    theme = event.event.theme
    if not theme or _title_says_it(event):
        return []
    return [message("progress.subject_of_event", theme=text("events", event.event, "theme"), tense=event.tense.value)]


def _title_says_it(event: EventSnapshot) -> bool:
    """Whether the title already holds the subject, word for word, in a language that has both."""
    theme = event.event.theme
    return any(theme[lang].casefold() in event.title[lang].casefold() for lang in theme if lang in event.title)


def _participants(event: EventSnapshot) -> list[Inline]:
    record = event.event
    if not record.participants:
        return []
    who = text("events", record, "participants")
    if record.head_count is None or event.tense is Tense.PLANNED:
        return [message("progress.participants", tense=event.tense.value, participants=who)]
    minimum = "yes" if record.head_count_is_minimum else "no"
    return [message("progress.participants_counted", minimum=minimum, count=record.head_count, participants=who)]


def _outcome(record: RecordSnapshot, outcome: Outcome) -> list[Inline]:
    content: list[Inline] = [text("outcomes", outcome, "text")]
    if outcome.stated_count:
        content.append(message("progress.recommendation_count", count=outcome.stated_count))
    items = list(outcome.recommendations.all())
    if items:
        content += _recommendations(outcome, items)
    return content + [_showing_sentence(record, outcome, showing) for showing in outcome.showings.all()]


def _recommendations(outcome: Outcome, items: list[Recommendation]) -> list[Inline]:
    of = Source("outcomes", outcome.slug)
    some = "yes" if outcome.stated_count and len(items) < outcome.stated_count else "no"
    texts = [RecordText(item.text, of, "recommendations") for item in items]
    return [message("progress.recommendations_are", some=some, count=len(items)), *texts]


def _showing_sentence(record: RecordSnapshot, outcome: Outcome, showing: Showing) -> Inline:
    activity = showing.forum.activity
    end = activity.ends_on or activity.starts_on
    assert end is not None
    return message(
        f"progress.{showing.kind}",
        tense=tense(activity.starts_on or end, end, record.cutoff).value,
        title=text("outcomes", outcome, "title"),
    )
