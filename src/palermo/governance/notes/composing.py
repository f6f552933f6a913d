"""Compose the text of a note verbale: third person, unsigned, from the compliments to the place and the date.

A language in which a text of the record is missing gets no note; what is missing there is listed instead.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from icu4py.messageformat import MessageFormat

from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, CODES
from palermo.core.speech.dates import format_day, format_period
from palermo.core.speech.hours import format_hours, format_instant
from palermo.core.speech.lists import format_list
from palermo.core.speech.messages import compile_pattern, read_patterns
from palermo.core.text import MultilingualText
from palermo.governance.notes.particulars import Enclosure, MeetingParticulars, Particulars, TextParticulars

ROOT = Path(__file__).parent / "messages"
# What a name in Latin letters stands between in a text that is read from the right.
ISOLATE, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
PENDING = "…"


@dataclass(frozen=True)
class ComposedNote:
    """The note in the languages in which it is complete, and for the others what is missing."""

    text: MultilingualText
    missing: Mapping[str, tuple[str, ...]]


def compose(particulars: Particulars) -> ComposedNote:
    """The text of a note in every language that has all it needs.

    Parameters
    ----------
    particulars
        What the note says, and to whom.

    Returns
    -------
    ComposedNote
        `missing` names, for each language left out, the texts it lacks: "title", "agenda", "place", "reason",
        "addressee", "enclosure".
    """
    missing = {code: tuple(names) for code in CODES if (names := _missing_texts(particulars, code))}
    texts = {code: "\n\n".join(_paragraphs(particulars, code)) for code in CODES if code not in missing}
    return ComposedNote(MultilingualText(texts), missing)


@cache
def message(key: str, lang: str) -> MessageFormat:
    """One sentence, compiled."""
    return compile_pattern(patterns(lang)[f"note.{key}"], lang)


@cache
def patterns(lang: str) -> dict[str, str]:
    """All sentences of a language by key."""
    return read_patterns(ROOT, lang)


def _missing_texts(particulars: Particulars, lang: str) -> list[str]:
    needed = [*_needed_texts(particulars), *((("addressee"), name) for name in particulars.addressees.names)]
    needed += [("enclosure", enclosure.title) for enclosure in particulars.enclosures]
    return sorted({what for what, text in needed if text and lang not in text} | _missing_title(particulars, lang))


def _missing_title(particulars: Particulars, lang: str) -> set[str]:
    """The name of the text's title if it is missing in a language; it is needed in every one."""
    return {"title"} if particulars.text and lang not in particulars.text.title else set()


def _needed_texts(particulars: Particulars) -> Iterator[tuple[str, MultilingualText]]:
    yield "place", particulars.place
    if particulars.meeting:
        yield "title", particulars.meeting.title
        yield "reason", particulars.meeting.reason
        yield from (("agenda", title) for _number, title in particulars.meeting.agenda)
        yield from (("place", text) for text in (particulars.meeting.place, particulars.meeting.locative))
    if particulars.text:
        yield "reason", particulars.text.note


def _paragraphs(particulars: Particulars, lang: str) -> list[str]:
    blocks: list[Iterable[str]] = [
        _head(particulars, lang),
        [_opening(particulars, lang)],
        _facts(particulars, lang),
        _agenda(particulars, lang),
        _answers(particulars, lang),
        _enclosures(particulars.enclosures, lang),
        [_format_message("closing", lang, to=_to("to_closing", particulars, lang))],
        [_date_line(particulars, lang)],
    ]
    return [block for lines in blocks if (block := "\n".join(lines))]


def _head(particulars: Particulars, lang: str) -> Iterator[str]:
    yield _format_message("reference", lang, reference=_isolate_words(particulars.reference or PENDING, lang))
    if not particulars.addressees.is_all:
        yield _format_message(
            "to", lang, names=format_list([name[lang] for name in particulars.addressees.names], lang)
        )
    yield _format_message("subject", lang, title=_title(particulars, lang))


def _title(particulars: Particulars, lang: str) -> str:
    if particulars.text:
        return particulars.text.title[lang]
    assert particulars.meeting
    return particulars.meeting.title.get(lang) or _format_message("kind", lang, kind=particulars.meeting.kind)


def _to(key: str, particulars: Particulars, lang: str) -> str:
    return _format_message(key, lang, to=particulars.addressees.kind, count=len(particulars.addressees.names))


def _opening(particulars: Particulars, lang: str) -> str:
    to = _to("to_opening", particulars, lang)
    if particulars.text:
        return _opening_on_text(particulars, particulars.text, to, lang)
    assert particulars.meeting
    return _opening_on_meeting(particulars, particulars.meeting, to, lang)


def _opening_on_text(particulars: Particulars, text: TextParticulars, to: str, lang: str) -> str:
    if particulars.kind != "result":
        return _format_message("endorsement", lang, to=to, title=text.title[lang])
    day = _day(text.result_on or particulars.dated_on, lang)
    return _format_message("result", lang, to=to, title=text.title[lang], state=text.state, day=day)


def _opening_on_meeting(particulars: Particulars, meeting: MeetingParticulars, to: str, lang: str) -> str:
    # Russian names the days of a meeting that is called off or moved by themselves, not as "on …".
    plain = lang == "ru" and particulars.kind != "invitation"
    kind = _format_message("kind_invited" if particulars.kind == "invitation" else "kind_of", lang, kind=meeting.kind)
    where = meeting.locative.get(lang, "")
    values = {"to": to, "kind": kind, "place": where, "place_given": "yes" if where else "no"}
    old = (meeting.old_starts_on or meeting.starts_on, meeting.old_ends_on or meeting.ends_on)
    form = "plain" if plain else "when"
    days = format_period(meeting.starts_on, meeting.ends_on, lang, form)
    return _format_message(particulars.kind, lang, **values, days=days, old_days=format_period(*old, lang, form))


def _facts(particulars: Particulars, lang: str) -> Iterator[str]:
    if meeting := particulars.meeting:
        if particulars.kind != "cancellation":
            yield from _when_and_where(meeting, lang)
        if meeting.reason:
            yield _format_message("reason", lang, reason=meeting.reason[lang])
    if particulars.text and particulars.kind == "result" and particulars.text.note:
        yield particulars.text.note[lang]
    if particulars.text and particulars.kind == "endorsement" and particulars.text.closes_at:
        yield _format_message(
            "deadline", lang, deadline=format_instant(particulars.text.closes_at, particulars.text.time_zone, lang)
        )


def _when_and_where(meeting: MeetingParticulars, lang: str) -> Iterator[str]:
    yield _format_message("date", lang, days=format_period(meeting.starts_on, meeting.ends_on, lang))
    if meeting.starts_at:
        yield _format_message(
            "hours", lang, hours=format_hours(meeting.starts_at, meeting.ends_at, meeting.time_zone, lang)
        )
    if meeting.place:
        yield _format_message("place", lang, place=meeting.place[lang])
    if meeting.room:
        yield _format_message("room", lang, room=_isolate_words(meeting.room, lang))
    if meeting.link:
        yield _format_message("link", lang, link=_isolate_words(meeting.link, lang))
    if meeting.languages:
        names = [_format_message(f"language_{code}", lang) for code in CODES if code in meeting.languages]
        yield _format_message("interpretation", lang, languages=format_list(names, lang))


def _agenda(particulars: Particulars, lang: str) -> Iterator[str]:
    if particulars.meeting is None or particulars.kind == "cancellation" or not particulars.meeting.agenda:
        return
    yield _format_message("agenda", lang)
    for number, title in particulars.meeting.agenda:
        yield _format_message("item", lang, number=_isolate_words(number, lang), title=title[lang])


def _answers(particulars: Particulars, lang: str) -> Iterator[str]:
    """The request to the addressees, and its deadline."""
    text = particulars.text
    if text and particulars.kind == "endorsement":
        if text.target and not text.closes_at:
            yield _format_message("target", lang, day=_by(text.target, lang))
        if text.is_silence:
            yield _format_message("silence", lang)
    if particulars.reply_by:
        yield _format_message("reply", lang, day=_by(particulars.reply_by, lang))


def _enclosures(enclosures: tuple[Enclosure, ...], lang: str) -> Iterator[str]:
    if not enclosures:
        return
    yield _format_message("enclosures", lang)
    for each in enclosures:
        key = "enclosure" if each.symbol else "enclosure_without_symbol"
        yield _format_message(key, lang, symbol=_isolate_words(each.symbol, lang), title=each.title[lang])


def _date_line(particulars: Particulars, lang: str) -> str:
    day = _day(particulars.dated_on, lang)
    return _format_message("dated", lang, place=particulars.place[lang], day=day) if particulars.place else day


def _day(day: date, lang: str) -> str:
    return format_day(PartialDate(day), lang)


def _by(day: date, lang: str) -> str:
    return format_day(PartialDate(day), lang, "by")


def _isolate_words(words: str, lang: str) -> str:
    return f"{ISOLATE}{words}{POP}" if words and BY_CODE[lang].right_to_left else words


def _format_message(key: str, lang: str, **values: str | int) -> str:
    return message(key, lang).format({**values})
