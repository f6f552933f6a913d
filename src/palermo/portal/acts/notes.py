"""What is done on the site to notes verbales."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.core.text import MultilingualText
from palermo.governance.actions import notes
from palermo.governance.models import Endorsement, Meeting, NoteVerbale
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.rules import notes as notes_rules
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug
from palermo.portal.forms import fields
from palermo.portal.forms import notes as notes_forms

SEEN = _("The draft is on record. Read it in each language before you issue it.")


def _write(meeting_or_text: Meeting | Endorsement, *, note: NoteVerbale, **given: Any) -> NoteVerbale:
    note.slug = free_slug(NoteVerbale, MultilingualText(), f"{note.kind}-{meeting_or_text.slug}"[:90])
    return notes.draft_note(note, **given)


ACTS = (
    Act(
        "write-note",
        _("Write a note verbale"),
        SEEN,
        Meeting,
        meetings_visible_to,
        notes_forms.NoteForm,
        notes_rules.check_may_write_note,
        _write,
    ),
    Act(
        "write-note-on-text",
        _("Write a note verbale"),
        SEEN,
        Endorsement,
        endorsements_visible_to,
        notes_forms.NoteForm,
        notes_rules.check_may_write_note,
        _write,
    ),
    Act(
        "issue-note",
        _("Issue the note"),
        _("The note is issued. Its text stays as it is, and Member States see it."),
        NoteVerbale,
        notes_visible_to,
        fields.ActForm,
        notes_rules.check_may_issue_note,
        notes.issue_note,
    ),
    Act(
        "change-note",
        _("Change the draft"),
        SEEN,
        NoteVerbale,
        notes_visible_to,
        notes_forms.ChangeNoteForm,
        notes_rules.check_may_change_note,
        notes.change_note,
    ),
    Act(
        "discard-note",
        _("Give the draft up"),
        _("The draft is given up."),
        NoteVerbale,
        notes_visible_to,
        fields.ActForm,
        notes_rules.check_may_discard_note,
        notes.discard_note,
    ),
)
