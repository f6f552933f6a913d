"""What a person does with their own forms: keep a draft, or discard it. Neither is part of the record or in its log."""

import json
from datetime import timedelta

from django.db.models import Model
from django.http import QueryDict

from palermo.accounts.models import User
from palermo.core import clock
from palermo.core.sealing import seal
from palermo.site.action_pages import ActionPage, key_of
from palermo.site.drafts import PURPOSE, mark_of
from palermo.site.forms.fields import ActForm
from palermo.site.forms.kept import kept_input, values_of_record
from palermo.site.models import Draft


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
