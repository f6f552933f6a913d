"""Clauses and their parts, for the paragraph types of every report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter

from django.db.models import Model

from palermo.accounts.models import Organisation, State
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.text import MultilingualText
from palermo.governance.models import Meeting, Session, SessionPart
from palermo.reporting.record_snapshot import MeetingSnapshot, RecordSnapshot
from palermo.reporting.tree import (
    Argument,
    Clause,
    Day,
    DayList,
    Days,
    Emphasis,
    Fact,
    Inline,
    Listed,
    Message,
    Name,
    Note,
    Paragraph,
    RecordText,
    Source,
    Style,
)


def source(kind: str, record: Model) -> Source:
    """A record; activities of each kind are known by their activity's id."""
    return Source(kind, getattr(record, "slug", None) or attrgetter("activity.slug")(record))


def facts(kind: str, record: Model, *fields: str) -> tuple[Fact, ...]:
    """These fields of a record, named as in its file; what the record arranged for itself is marked."""
    arranged: list[str] = getattr(record, "arranged", []) or getattr(getattr(record, "activity", None), "arranged", [])
    of = source(kind, record)
    return tuple(Fact(of.kind, of.id, field, is_arranged=field in arranged) for field in fields)


def clause(key: str, names: Mapping[str, Argument], /, *stated: Sequence[Fact], **args: Argument) -> Clause:
    """A sentence of the catalogue, with the facts that it states beside those that stand in its arguments.

    `names` are those that a language may need to refer to what was named before; they state nothing by themselves.

    Raises
    ------
    ValueError
        If it states none.
    """
    own = (fact for each in stated for fact in each)
    within = (fact for argument in args.values() if not isinstance(argument, str | int) for fact in _facts_in(argument))
    return Clause(Message(key, {**names, **args}), tuple(dict.fromkeys([*own, *within])))


def record_clause(kind: str, record: Model, field: str) -> Clause:
    """Sentences that the record holds itself."""
    return Clause(text(kind, record, field), facts(kind, record, field))


def part_clause(kind: str, record: Model, part: Model, field: str, within: str) -> Clause:
    """Sentences of something that has no id of its own, such as a paragraph of a decision."""
    return Clause(part_text(source(kind, record), part, field), facts(kind, record, within))


def paragraph(key: str, clauses: Iterable[Clause | None], *, numbered: bool = True) -> Paragraph | None:
    """A paragraph of what may be stated; None where nothing is left.

    A clause that states something the record arranged for itself is left out.
    """
    stated = tuple(each for each in clauses if each is not None and not any(fact.is_arranged for fact in each.facts))
    return Paragraph(key, stated, numbered=numbered) if stated else None


def _facts_in(node: Inline) -> Iterator[Fact]:
    match node:
        case RecordText():
            yield Fact(node.source.kind, node.source.id, node.field)
        case Name():
            yield node.fact
        case Listed(items):
            for item in items:
                yield from _facts_in(item)
        case Emphasis(content) | Note(content):
            for part in content:
                yield from _facts_in(part)
        case Message(_, args):
            for argument in args.values():
                if not isinstance(argument, str | int):
                    yield from _facts_in(argument)


def text(kind: str, record: Model, field: str) -> RecordText:
    """A text of a record."""
    return RecordText(getattr(record, field), source(kind, record), field)


def part_text(of: Source, part: Model, field: str) -> RecordText:
    """A text of something that has no id of its own, under the record it belongs to."""
    return RecordText(getattr(part, field), of, field)


def message(key: str, **args: Argument) -> Message:
    """A message with its arguments."""
    return Message(key, args)


def name_of(record: RecordSnapshot, kind: str, named: Model, field: str = "", *, style: Style = Style.AUTO) -> Name:
    """How a record is named in a sentence: as the record says, or else by its name and its short name or acronym."""
    of = source(kind, named)
    fact = Fact(of.kind, of.id, field or _name_field(named))
    acronym = getattr(named, "acronym", None) if not field else None
    acronym = acronym if isinstance(acronym, MultilingualText) else MultilingualText()
    given = record.names.get((of.kind, of.id, field))
    if given:
        return Name(given.full, given.short, fact, given.full_cases, given.short_cases, acronym, style)
    full: MultilingualText = _own_name(named, field)
    short = getattr(named, "short_name", None) if not field else None
    return Name(
        full, short if isinstance(short, MultilingualText) and short else acronym, fact, style=style, acronym=acronym
    )


def _name_field(named: Model) -> str:
    """The key of the record's file that holds its name."""
    return next(
        (field for field in ("name", "title") if hasattr(named, field)),
        "title" if hasattr(named, "activity") else "short_name",
    )


def _own_name(named: Model, field: str) -> MultilingualText:
    names = [field] if field and field != "description" else ["name", "title", "activity.title", "short_name"]
    for each in names:
        try:
            found: MultilingualText = attrgetter(each)(named)
        except AttributeError:
            continue
        return found
    raise AttributeError(f"expected a name or a title of {named!r}, found neither")


def session_dates(session: Session | SessionPart) -> Day | Days:
    """The time of a session or of a later part of it."""
    if session.precision == "day":
        return Days(session.starts_on, session.ends_on)
    return Day(PartialDate(session.ends_on, DatePrecision(session.precision)))


def days_of(meetings: Iterable[MeetingSnapshot], *, with_year: bool = True) -> DayList:
    """Every day on which they meet."""
    days = {day for meeting in meetings for day in _days_between(meeting.starts_on, meeting.ends_on)}
    return DayList(tuple(sorted(days)), with_year)


def meeting_days(meeting: Meeting) -> DayList:
    """Every day of a meeting as it is on record now."""
    return DayList(tuple(_days_between(meeting.starts_on, meeting.ends_on)))


def _days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=after) for after in range((last - first).days + 1)]


def meeting_facts(meetings: Iterable[MeetingSnapshot], *fields: str) -> tuple[Fact, ...]:
    """These fields of each meeting."""
    return tuple(fact for each in meetings for fact in facts("meetings", each.meeting, *fields))


def by_place(meetings: Sequence[MeetingSnapshot], *, with_year: bool = True) -> Listed:
    """ "in Vienna on …, and in Geneva on …": places in the order in which they were first met in."""
    grouped: dict[object, list[MeetingSnapshot]] = {}
    for meeting in meetings:
        grouped.setdefault(meeting.place, []).append(meeting)
    return Listed(tuple(_at_place(there, with_year=with_year) for there in grouped.values()))


def _at_place(meetings: list[MeetingSnapshot], *, with_year: bool) -> Inline:
    place, days = meetings[0].place, days_of(meetings, with_year=with_year)
    if place is None:
        return message("common.on_days", days=days)
    return message("common.at_place_on_days", place=text("places", place, "locative"), days=days)


def party_name(
    record: RecordSnapshot, on: date | None, organisation: Organisation | None, state: State | None
) -> Inline:
    """An organization, or a State under the name that it bore on a day."""
    if organisation:
        return name_of(record, "organisations", organisation)
    assert state is not None
    named = state.short_name_on(on) if on else state.short_name
    if named == state.short_name and ("states", state.slug, "") in record.names:
        return name_of(record, "states", state)
    return RecordText(named, source("states", state), "short_name")


def cell_name(name: Inline) -> Message:
    """A name alone in the cell of a table: without its article, and with a capital."""
    return message("types.cell_name", name=name)


def day(on: date) -> Day:
    """A date that is known exactly."""
    return Day(PartialDate(on))


def yes(condition: object) -> str:
    """For `select`."""
    return "yes" if condition else "no"


def optional(args: Mapping[str, Argument | None]) -> dict[str, Argument]:
    """Those arguments that there are, each with `has_<name>` for `select`."""
    given = {name: argument for name, argument in args.items() if argument is not None}
    return {**given, **{f"has_{name}": yes(name in given) for name in args}}
