"""Notes verbales: what the secretariat wrote to missions and ministries, in six languages."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.requests import SiteRequest
from palermo.core.first_rows import first_of
from palermo.core.languages import LANGUAGES, Language, active_language
from palermo.governance.models import NoteVerbale
from palermo.governance.notes.composing import compose
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to, particulars_of
from palermo.governance.states.bodies import NoteKind, NoteState
from palermo.library.web.papers import papers
from palermo.site.access import member_states_only
from palermo.site.listing import choices_in, filter_value, page_of

MISSING_LABELS: dict[str, Promise] = {
    "addressee": _("the name of an addressee"),
    "agenda": _("an agenda item"),
    "enclosure": _("the title of an enclosure"),
    "place": _("the name of the place"),
    "reason": _("the reason"),
    "title": _("the title"),
}


class NoteInLanguage(NamedTuple):
    """A note in one language: its words, or what is missing there."""

    language: Language
    words: str
    lacking: list[Promise]


@member_states_only
def note_list(request: SiteRequest) -> HttpResponse:
    """Notes the reader may see, latest first; drafts stand apart for the secretariat."""
    notes = notes_visible_to(request.viewer).select_related("meeting", "endorsement")
    kind = filter_value(request, "kind", NoteKind.values)
    issued = notes.filter(state=NoteState.ISSUED, **({"kind": kind} if kind else {}))
    context = {
        "page": page_of(request, issued.order_by("-issued_on", "-dated_on", "slug")),
        "drafts": first_of(notes.filter(state=NoteState.DRAFT), 50),
        "kinds": choices_in(notes.filter(state=NoteState.ISSUED), "kind", NoteKind.choices),
        "kind": kind,
    }
    return render(request, "governance/notes/list.html", context)


@member_states_only
def note_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One note: of an issued one the frozen text, of a draft what it would say now, the reader's language first."""
    viewer = request.viewer
    notes = notes_visible_to(viewer).select_related("meeting__place", "endorsement__procedure", "dated_at")
    note = get_object_or_404(notes.prefetch_related("addressees"), slug=slug)
    text, missing = _text(note)
    context = {
        "note": note,
        "texts": [_note_in(language, text, missing) for language in _readers_first()],
        "meeting": meetings_visible_to(viewer).filter(Q(pk=note.meeting_id)).first(),
        "endorsement": endorsements_visible_to(viewer).filter(Q(pk=note.endorsement_id)).first(),
        "enclosures": papers(viewer).filter(enclosed_in=note).order_by("symbol", "slug"),
    }
    return render(request, "governance/notes/detail.html", context)


def _text(note: NoteVerbale) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    if note.state == NoteState.ISSUED:
        return note.text, {}
    composed = compose(particulars_of(note))
    return composed.text, composed.missing


def _note_in(language: Language, text: Mapping[str, str], missing: Mapping[str, tuple[str, ...]]) -> NoteInLanguage:
    return NoteInLanguage(
        language, text.get(language.code, ""), [MISSING_LABELS[what] for what in missing.get(language.code, ())]
    )


def _readers_first() -> list[Language]:
    here = active_language()
    return [here, *(language for language in LANGUAGES if language != here)]
