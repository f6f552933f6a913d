"""A note verbale to the mission of a State on what is missing, as a draft in the active language."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.models import State
from palermo.core.languages import active_language
from palermo.core.letters import address
from palermo.core.speech.instants import ISOLATED
from palermo.core.text import plain
from palermo.site.csvs import Value, csv_lines
from palermo.site.letters.files import file_of
from palermo.site.letters.letter import Letter, day_here
from palermo.treaties.gaps import Gap
from palermo.treaties.models import Treaty
from palermo.treaties.rules.treaties import warn_of_age
from palermo.treaties.web.gap_list import GapList


def note_on_gaps(treaty: Treaty, state: State, gaps: list[Gap], day: date) -> Letter:
    """The note: what is missing as at a day, and what would close it, in rows."""
    secretariat = _("The secretariat of the initiative against trafficking in persons")
    return Letter(
        language=active_language(),
        day=day,
        dated=_("[Draft, not sent: undated]"),
        warning=warn_of_age(day),
        title=_("Note verbale"),
        addressee=(_("Permanent Mission to the United Nations"), plain(state.short_name_on(day))),
        greeting="",
        opening=_(
            "The Secretariat presents its compliments to the Permanent Mission named below and has the honour to refer "
            "to the treaty named in this note and to what the record of the initiative has on its status and "
            "implementation."
        ),
        facts=(
            (_("Treaty"), plain(treaty.name)),
            (_("As at"), day_here(day)),
            *((gap.words, _fact_of(gap)) for gap in gaps),
            (_("Web address"), _aside(address(reverse("state", args=[state.slug])))),
            (_("Contact"), _aside(settings.DEFAULT_FROM_EMAIL)),
        ),
        paragraphs=(
            _(
                "The record may be incomplete. The Secretariat would be grateful to receive any "
                "information that completes or corrects this record, and stands ready to provide assistance on request."
            ),
        ),
        closing=_(
            "The Secretariat avails itself of this opportunity to renew to the Permanent Mission the assurances of its "
            "highest consideration."
        ),
        signature="",
        author=secretariat,
        is_note_verbale=True,
    )


def pack_notes(found: GapList) -> bytes:
    """The notes to all States of a list of gaps as a ZIP file, with an index of them; the same list, the same bytes."""
    packed, index = BytesIO(), list[list[Value]]()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for row, gaps in found.lines:
            if isinstance(row.participant, State):
                name = f"{found.treaty.slug}-{row.participant.slug}-{active_language().code}.docx"
                note = note_on_gaps(found.treaty, row.participant, gaps, found.day)
                archive.writestr(ZipInfo(name), file_of(note, "docx"))
                index.append([name, row.participant.slug, row.words, *_words_in_index(gaps)])
        heads = [_("File"), _("Identifier"), pgettext("country", "State"), _("Gap"), _("Details")]
        lines = csv_lines([heads, *index], translation.get_language())
        archive.writestr(ZipInfo("index.csv"), b"".join(lines))
    return packed.getvalue()


def _words_in_index(gaps: list[Gap]) -> list[Value]:
    details = dict.fromkeys(gap.detail for gap in gaps if gap.detail)
    return [" · ".join(dict.fromkeys(gap.words for gap in gaps)), " · ".join(details)]


def _fact_of(gap: Gap) -> str:
    """One gap: the particulars, since when, and what would close it."""
    since = _("since %(day)s") % {"day": day_here(gap.since)} if gap.since else ""
    return " · ".join(filter(None, (gap.detail, since, gap.closed_by)))


def _aside(words: str) -> str:
    return ISOLATED.format(words) if active_language().right_to_left else words
