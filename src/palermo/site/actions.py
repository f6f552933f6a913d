"""What a person does with their own forms: keep a draft or discard it, which is no part of the record; undo an act."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.accounts.viewer import viewer_of
from palermo.audit.actions import AuditEntry, record_all
from palermo.audit.models import AuditEvent
from palermo.audit.undoing import check_can_take_back, lock_rows, rows_written_by, take_back, targets_of
from palermo.audit.verbs import UNDONE
from palermo.audit.versions import places_written
from palermo.core import clock
from palermo.core.encryption import seal
from palermo.core.refusals import Refused
from palermo.site.action_pages import ACTIONS, UNDOABLE, ActionPage, key_of
from palermo.site.drafts import PURPOSE, mark_of
from palermo.site.forms.draft_values import kept_input, values_of_record
from palermo.site.forms.fields import ActForm
from palermo.site.models import Draft, SentForm, UndoOffer
from palermo.site.undo import open_offers


def save_draft(act: ActionPage, record: Model | None, untouched: ActForm, sent: QueryDict, *, by: User) -> Draft:
    """Keep what was typed into the form of an act, in place of an earlier draft; nothing of it is checked.

    `untouched` is the form as it is shown to somebody who has no draft.
    """
    now = clock.machine_now()
    kept = {"typed": kept_input(untouched, sent), "shown": values_of_record(untouched), "mark": mark_of(record)}
    content = {
        "content": seal(json.dumps(kept, ensure_ascii=False), PURPOSE),
        "saved_at": now,
        "delete_at": now + timedelta(days=act.form.draft_days),
    }
    key = key_of(act, record) if record else ""
    return Draft.objects.update_or_create(person=by, act=act.name, record=key, defaults=content)[0]


def discard_draft(act: str, record: str, *, by: User) -> None:
    """Delete a person's draft of the form of an act."""
    Draft.objects.filter(person=by, act=act, record=record).delete()


def offer_undo(act: ActionPage, record: str, form: UUID | None, *, by: User) -> None:
    """Let a person undo the act that this transaction has done, for some minutes; `form` is the key of its form."""
    if act.name in UNDOABLE and (places := places_written()):
        what = {"act": act.name, "record": record, "form": form, "done_at": clock.machine_now()}
        UndoOffer.objects.create(person=by, first_entry=min(places), last_entry=max(places), **what)


@transaction.atomic
def undo_act(offer: int, *, by: User) -> tuple[ActionPage, Model | None]:
    """Undo an act, once: every row becomes what it was. `offer` is the number under which a page offered it.

    Gives the act, and the record acted on, None where the act made a new one. Refused if its time is over, if
    something rests on it by now, or if `by` may no longer do the act.
    """
    stored = open_offers().select_for_update().filter(pk=offer, person=by).order_by("pk").first()
    if stored is None:
        raise Refused(_("This can no longer be undone: an action can be undone once, within ten minutes."))
    rows = rows_written_by(stored.first_entry, stored.last_entry)
    lock_rows(rows)
    check_can_take_back(rows, stored.last_entry)
    events = AuditEvent.objects.filter(sequence__range=(stored.first_entry, stored.last_entry)).order_by("sequence")
    undone = list(events)
    targets = targets_of(undone, rows)
    take_back(rows)
    act = ACTIONS[stored.act]
    acted_on = _check_may_act_again(act, stored.record, by)
    entries = [
        AuditEntry(UNDONE, targets[event.sequence], {"verb": event.verb, "entry": event.sequence})
        for event in reversed(undone)
        if event.sequence in targets
    ]
    record_all(entries, by=by)
    if stored.form:
        SentForm.objects.filter(pk=stored.form).delete()
    stored.delete()
    return act, acted_on


def _check_may_act_again(act: ActionPage, key: str, user: User) -> Model | None:
    """Whoever may do an act to the record as it is without it may undo it: the rule of the act is asked once more."""
    if act.records is None:
        act.check(user, None)
        return None
    record = act.records(viewer_of(user)).filter(**{act.key: key}).first()
    if record is None:
        raise Refused(_("The record is no longer available to you, so this cannot be undone."))
    act.check(user, record)
    return record
