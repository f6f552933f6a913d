"""A note verbale in words: third person, unsigned, from the compliments to the place and the date.

A language in which a text of the record is missing gets no note; what is missing there is told instead.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from icu4py.messageformat import MessageFormat

from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, CODES
from palermo.core.speech.dates import say_day, say_days
from palermo.core.speech.hours import say_hours, say_instant
from palermo.core.speech.lists import say_list
from palermo.core.speech.messages import compiled, read_patterns
from palermo.core.text import MultilingualText
from palermo.governance.notes.particulars import Enclosure, MeetingTold, Particulars, TextTold

ROOT = Path(__file__).parent / "messages"
# What a name in Latin letters stands between in a text that is read from the right.
ISOLATE, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
PENDING = "…"


@dataclass(frozen=True)
class Composed:
    """The note in the languages in which it can be said, and for the others what is missing there."""

    text: MultilingualText
    missing: Mapping[str, tuple[str, ...]]


def compose(told: Particulars) -> Composed:
    """The text of a note in every language that has all it needs.

    Parameters
    ----------
    told : Particulars

    Returns
    -------
    Composed
        `missing` names, for each language left out, the texts it lacks: "title", "agenda", "place", "reason",
        "addressee", "enclosure".
    """
    missing = {code: tuple(lacking) for code in CODES if (lacking := _lacking(told, code))}
    said = {code: "\n\n".join(_paragraphs(told, code)) for code in CODES if code not in missing}
    return Composed(MultilingualText(said), missing)


@cache
def message(key: str, lang: str) -> MessageFormat:
    """One sentence, compiled."""
    return compiled(patterns(lang)[f"note.{key}"], lang)


@cache
def patterns(lang: str) -> dict[str, str]:
    """All sentences of a language by key."""
    return read_patterns(ROOT, lang)


def _lacking(told: Particulars, lang: str) -> list[str]:
    needed = [*_needed(told), *((("addressee"), name) for name in told.addressees.names)]
    needed += [("enclosure", enclosure.title) for enclosure in told.enclosures]
    return sorted({what for what, text in needed if text and lang not in text} | _unnamed(told, lang))


def _unnamed(told: Particulars, lang: str) -> set[str]:
    """Texts that must be there in some language at all, and are not."""
    return {"title"} if told.text and lang not in told.text.title else set()


def _needed(told: Particulars) -> Iterator[tuple[str, MultilingualText]]:
    yield "place", told.place
    if told.meeting:
        yield "title", told.meeting.title
        yield "reason", told.meeting.reason
        yield from (("agenda", title) for _number, title in told.meeting.agenda)
        yield from (("place", text) for text in (told.meeting.place, told.meeting.locative))
    if told.text:
        yield "reason", told.text.note


def _paragraphs(told: Particulars, lang: str) -> list[str]:
    blocks: list[Iterable[str]] = [
        _head(told, lang),
        [_opening(told, lang)],
        _facts(told, lang),
        _agenda(told, lang),
        _answers(told, lang),
        _enclosures(told.enclosures, lang),
        [_say("closing", lang, to=_to("to_closing", told, lang))],
        [_dated(told, lang)],
    ]
    return [block for lines in blocks if (block := "\n".join(lines))]


def _head(told: Particulars, lang: str) -> Iterator[str]:
    yield _say("reference", lang, reference=_isolated(told.reference or PENDING, lang))
    if not told.addressees.is_all:
        yield _say("to", lang, names=say_list([name[lang] for name in told.addressees.names], lang))
    yield _say("subject", lang, title=_title(told, lang))


def _title(told: Particulars, lang: str) -> str:
    if told.text:
        return told.text.title[lang]
    assert told.meeting
    return told.meeting.title.get(lang) or _say("kind", lang, kind=told.meeting.kind)


def _to(key: str, told: Particulars, lang: str) -> str:
    return _say(key, lang, to=told.addressees.kind, count=len(told.addressees.names))


def _opening(told: Particulars, lang: str) -> str:
    to = _to("to_opening", told, lang)
    if told.text:
        return _opening_on_text(told, told.text, to, lang)
    assert told.meeting
    return _opening_on_meeting(told, told.meeting, to, lang)


def _opening_on_text(told: Particulars, text: TextTold, to: str, lang: str) -> str:
    if told.kind != "result":
        return _say("endorsement", lang, to=to, title=text.title[lang])
    day = _day(text.result_on or told.dated_on, lang)
    return _say("result", lang, to=to, title=text.title[lang], state=text.state, day=day)


def _opening_on_meeting(told: Particulars, meeting: MeetingTold, to: str, lang: str) -> str:
    # Russian names the days of a meeting that is called off or moved by themselves, not as "on …".
    plain = lang == "ru" and told.kind != "invitation"
    kind = _say("kind_invited" if told.kind == "invitation" else "kind_of", lang, kind=meeting.kind)
    where = meeting.locative.get(lang, "")
    values = {"to": to, "kind": kind, "place": where, "place_given": "yes" if where else "no"}
    old = (meeting.old_starts_on or meeting.starts_on, meeting.old_ends_on or meeting.ends_on)
    form = "plain" if plain else "when"
    days = say_days(meeting.starts_on, meeting.ends_on, lang, form)
    return _say(told.kind, lang, **values, days=days, old_days=say_days(*old, lang, form))


def _facts(told: Particulars, lang: str) -> Iterator[str]:
    if meeting := told.meeting:
        if told.kind != "cancellation":
            yield from _when_and_where(meeting, lang)
        if meeting.reason:
            yield _say("reason", lang, reason=meeting.reason[lang])
    if told.text and told.kind == "result" and told.text.note:
        yield told.text.note[lang]
    if told.text and told.kind == "endorsement" and told.text.closes_at:
        yield _say("deadline", lang, deadline=say_instant(told.text.closes_at, told.text.time_zone, lang))


def _when_and_where(meeting: MeetingTold, lang: str) -> Iterator[str]:
    yield _say("date", lang, days=say_days(meeting.starts_on, meeting.ends_on, lang))
    if meeting.starts_at:
        yield _say("hours", lang, hours=say_hours(meeting.starts_at, meeting.ends_at, meeting.time_zone, lang))
    if meeting.place:
        yield _say("place", lang, place=meeting.place[lang])
    if meeting.room:
        yield _say("room", lang, room=_isolated(meeting.room, lang))
    if meeting.link:
        yield _say("link", lang, link=_isolated(meeting.link, lang))
    if meeting.languages:
        names = [_say(f"language_{code}", lang) for code in CODES if code in meeting.languages]
        yield _say("interpretation", lang, languages=say_list(names, lang))


def _agenda(told: Particulars, lang: str) -> Iterator[str]:
    if told.meeting is None or told.kind == "cancellation" or not told.meeting.agenda:
        return
    yield _say("agenda", lang)
    for number, title in told.meeting.agenda:
        yield _say("item", lang, number=_isolated(number, lang), title=title[lang])


def _answers(told: Particulars, lang: str) -> Iterator[str]:
    """What is asked of the addressees, and by when."""
    text = told.text
    if text and told.kind == "endorsement":
        if text.target and not text.closes_at:
            yield _say("target", lang, day=_by(text.target, lang))
        if text.is_silence:
            yield _say("silence", lang)
    if told.reply_by:
        yield _say("reply", lang, day=_by(told.reply_by, lang))


def _enclosures(enclosures: tuple[Enclosure, ...], lang: str) -> Iterator[str]:
    if not enclosures:
        return
    yield _say("enclosures", lang)
    for each in enclosures:
        key = "enclosure" if each.symbol else "enclosure_without_symbol"
        yield _say(key, lang, symbol=_isolated(each.symbol, lang), title=each.title[lang])


def _dated(told: Particulars, lang: str) -> str:
    day = _day(told.dated_on, lang)
    return _say("dated", lang, place=told.place[lang], day=day) if told.place else day


def _day(day: date, lang: str) -> str:
    return say_day(PartialDate(day), lang)


def _by(day: date, lang: str) -> str:
    return say_day(PartialDate(day), lang, "by")


def _isolated(words: str, lang: str) -> str:
    return f"{ISOLATE}{words}{POP}" if words and BY_CODE[lang].right_to_left else words


def _say(key: str, lang: str, **values: Any) -> str:
    return message(key, lang).format(values)
