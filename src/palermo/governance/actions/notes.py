"""What is done to notes verbales."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rows import insert_row, set_values
from palermo.governance.models import NoteVerbale
from palermo.governance.notes.composing import compose
from palermo.governance.queries.notes import particulars_of
from palermo.governance.rules import notes
from palermo.governance.states.bodies import NoteState
from palermo.library.models import Document


@transaction.atomic
def draft_note(
    note: NoteVerbale, *, addressees: Iterable[Organisation], enclosures: Iterable[Document], by: Actor
) -> NoteVerbale:
    """Begin a note verbale about a meeting or a text."""
    subject = note.meeting or note.endorsement
    assert subject
    notes.check_may_write_note(by, subject)
    _check(note, addressees, enclosures)
    note.state = NoteState.DRAFT
    insert_row(note)
    _enclose(note, addressees, enclosures)
    record("note.drafted", note, by=by, kind=note.kind, about=subject.slug)
    return note


@transaction.atomic
def change_note(
    note: NoteVerbale,
    *,
    values: dict[str, object],
    addressees: Iterable[Organisation],
    enclosures: Iterable[Document],
    by: Actor,
) -> NoteVerbale:
    """Change a draft."""
    note = NoteVerbale.objects.select_for_update().get(pk=note.pk)
    notes.check_may_change_note(by, note)
    set_values(note, values)
    _check(note, addressees, enclosures)
    note.full_clean()
    note.save(update_fields=list(values))
    _enclose(note, addressees, enclosures)
    record("note.changed", note, by=by, reference=note.reference)
    return note


@transaction.atomic
def issue_note(note: NoteVerbale, *, by: Actor) -> NoteVerbale:
    """Issue a note: its text is generated from the record as it is now, and then frozen.

    Refused where a rule refuses, or where the particulars of the note are complete in no language.
    """
    note = NoteVerbale.objects.select_for_update().get(pk=note.pk)
    notes.check_may_issue_note(by, note)
    note.text = compose(particulars_of(note)).text
    if not note.text:
        raise Refused(_("This note is not complete in any language. Its page shows what is missing."))
    note.state, note.issued_on = NoteState.ISSUED, clock.today()
    note.save(update_fields=["text", "state", "issued_on"])
    record("note.issued", note, by=by, reference=note.reference, to=_addressee_slugs(note), text=dict(note.text))
    return note


@transaction.atomic
def discard_note(note: NoteVerbale, *, by: Actor) -> NoteVerbale:
    """Give a draft up; it stays on record."""
    note = NoteVerbale.objects.select_for_update().get(pk=note.pk)
    notes.check_may_discard_note(by, note)
    note.state = NoteState.DISCARDED
    note.save(update_fields=["state"])
    record("note.discarded", note, by=by)
    return note


def _check(note: NoteVerbale, addressees: Iterable[Organisation], enclosures: Iterable[Document]) -> None:
    subject = note.meeting or note.endorsement
    assert subject
    notes.check_occasion(note.kind, subject)
    notes.check_reference(note)
    notes.check_addressees(note.to_all_member_states, addressees)
    notes.check_enclosures(enclosures)
    notes.check_reply_by(note.dated_on, note.reply_by)


def _enclose(note: NoteVerbale, addressees: Iterable[Organisation], enclosures: Iterable[Document]) -> None:
    note.addressees.set([] if note.to_all_member_states else addressees)
    note.enclosures.set(enclosures)


def _addressee_slugs(note: NoteVerbale) -> list[str]:
    return (
        ["all"] if note.to_all_member_states else list(note.addressees.order_by("slug").values_list("slug", flat=True))
    )
