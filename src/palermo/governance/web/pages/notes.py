"""Action pages of notes verbales."""

from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.accounts.viewer import Viewer
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.governance.actions import notes
from palermo.governance.models import Endorsement, Meeting, NoteVerbale
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.rules import notes as notes_rules
from palermo.governance.web.forms import notes as notes_forms
from palermo.library.models import Document
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms import fields

SEEN = _("Draft saved. Read it in each language before issuing it.")


def _write(
    meeting_or_text: Meeting | Endorsement,
    *,
    note: NoteVerbale,
    addressees: Iterable[Organisation],
    enclosures: Iterable[Document],
    by: Actor,
) -> NoteVerbale:
    note.slug = free_slug(NoteVerbale, MultilingualText(), f"{note.kind}-{meeting_or_text.slug}"[:90])
    return notes.draft_note(note, addressees=addressees, enclosures=enclosures, by=by)


def _writing_page[Record: (Meeting, Endorsement)](
    name: str, model: type[Record], records: Callable[[Viewer], QuerySet[Record]]
) -> ActionPage[Record]:
    return ActionPage(
        name=name,
        label=_("Write note verbale"),
        success_message=SEEN,
        model=model,
        records=records,
        form=notes_forms.NoteForm,
        check=notes_rules.check_may_write_note,
        perform=_write,
    )


_note_page = partial(ActionPage[NoteVerbale], model=NoteVerbale, records=notes_visible_to)

register_actions(
    _writing_page("write-note", Meeting, meetings_visible_to),
    _writing_page("write-note-on-text", Endorsement, endorsements_visible_to),
    _note_page(
        name="issue-note",
        label=_("Issue note"),
        success_message=_("Note issued. Member States can now see it."),
        form=fields.ActForm,
        check=notes_rules.check_may_issue_note,
        perform=notes.issue_note,
    ),
    _note_page(
        name="change-note",
        is_edit=True,
        label=_("Edit draft"),
        success_message=SEEN,
        form=notes_forms.ChangeNoteForm,
        check=notes_rules.check_may_change_note,
        perform=notes.change_note,
    ),
    _note_page(
        name="discard-note",
        label=_("Discard draft"),
        success_message=_("Draft discarded."),
        form=fields.ActForm,
        check=notes_rules.check_may_discard_note,
        perform=notes.discard_note,
    ),
)
allow_undo(
    "write-note",
    "write-note-on-text",
    "change-note",
    "discard-note",
)
