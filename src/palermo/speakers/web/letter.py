"""What a letter of invitation says, in the active language. Facts stand in rows: no sentence has to bend a name."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.text import plain
from palermo.site.letters.letter import Letter, day_here, days_of
from palermo.speakers.models import Speaker


def letter_to(speaker: Speaker) -> Letter:
    """The letter to a person who was chosen, dated on the day on which they were invited."""
    language, day = active_language(), speaker.invited_on or clock.today()
    event, secretariat = (
        plain(speaker.event.activity.title),
        _("The secretariat of the initiative against trafficking in persons"),
    )
    return Letter(
        language=language,
        day=day,
        dated=day_here(day),
        title=_("Invitation: %(event)s") % {"event": event},
        addressee=_addressee(speaker),
        greeting=pgettext("letter", "%(name)s,") % {"name": speaker.display_name()},
        opening=_("We have the honour to invite you to participate in the event named below."),
        facts=tuple((label, words) for label, words in _facts(speaker, event) if words),
        paragraphs=_paragraphs(speaker),
        closing=_("We would be grateful for your contribution."),
        signature=secretariat,
        author=secretariat,
    )


def _addressee(speaker: Speaker) -> tuple[str, ...]:
    state = speaker.from_state.short_name_on(clock.today()) if speaker.from_state else None
    lines = (speaker.display_name(), plain(speaker.function), plain(speaker.organisation), plain(state))
    return tuple(line for line in lines if line)


def _facts(speaker: Speaker, event: str) -> list[tuple[str, str]]:
    place = speaker.event.place
    return [
        (_("Event"), event),
        (_("Dates"), days_of(speaker.event.activity.starts, speaker.event.activity.ends)),
        (_("Place"), plain(place.name) if place else ""),
        (_("You are invited as"), str(speaker.get_role_display())),
        (_("Topic"), plain(speaker.topic)),
        (_("Held under the mandate"), plain(speaker.decided_under.title) if speaker.decided_under else ""),
    ]


def _paragraphs(speaker: Speaker) -> tuple[str, ...]:
    until = speaker.answer_by_on
    answer = (
        _("Please reply by %(date)s, using the link sent by e-mail, or by letter.") % {"date": day_here(until)}
        if until
        else _("Please reply using the link sent by e-mail, or by letter.")
    )
    return (
        answer,
        _(
            "Your name and biography will be published only with your consent. You will be asked "
            "separately for consent to recording and photographs. You can withdraw each consent at any "
            "time."
        ),
        _("Please also declare any interest that could conflict with your role in the event."),
    )
