"""A press release as a paper, in the active language."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.instants import localize_instant
from palermo.core.text import MultilingualText
from palermo.outreach.models import PressRelease
from palermo.site.letters.letter import Letter, Section, day_here


def paper_of(release: PressRelease) -> Letter:
    """The whole text in the active language; before its time it says until when it is under embargo."""
    language = active_language()
    code = language.code
    day = timezone.localdate(release.public_at) if release.public_at else clock.today()
    owner = MultilingualText(settings.PALERMO_OWNER)
    place = release.place.get(code, "")
    return Letter(
        language=language,
        day=day,
        dated=_("%(place)s, %(day)s") % {"place": place, "day": day_here(day)} if place else day_here(day),
        reference=_reference(release),
        title=release.title.get(code, ""),
        addressee=(),
        greeting="",
        opening=release.lead.get(code, ""),
        facts=(),
        paragraphs=tuple(_paragraphs(release, code)),
        closing="",
        signature=_signature(),
        author=owner.get(code, ""),
        sender=owner.get(code, ""),
        sections=tuple(_sections(release, code)),
    )


def _reference(release: PressRelease) -> str:
    """What kind of paper it is."""
    if release.is_out:
        return _("Press release")
    if release.public_at is None:
        return _("Draft press release. Not for publication")
    until = localize_instant(release.public_at, settings.TIME_ZONE)
    return _("Press release. Embargo until %(time)s") % {"time": until}


def _paragraphs(release: PressRelease, code: str) -> list[str]:
    lines = []
    if release.corrected_on and code in release.correction:
        day = day_here(release.corrected_on)
        lines.append(_("Corrected on %(day)s: %(correction)s") % {"day": day, "correction": release.correction[code]})
    return lines + _split(release.body.get(code, ""))


def _sections(release: PressRelease, code: str) -> list[Section]:
    notes = release.notes.get(code, "")
    return [Section(_("Notes to editors"), tuple(_split(notes)))] if notes else []


def _split(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _signature() -> str:
    contact = settings.PALERMO_PRESS_CONTACT
    return _("For further information: %(address)s") % {"address": contact} if contact else ""
