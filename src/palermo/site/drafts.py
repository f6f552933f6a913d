"""Drafts of forms: what somebody typed and did not submit, for themselves alone."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model, Q
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.encryption import unseal
from palermo.core.kinds import whole_and_part
from palermo.core.records import name_of
from palermo.site.action_pages import ACTIONS, ActionPage, action_address, key_of
from palermo.site.models import Draft

PURPOSE = "drafts of forms"


class OpenDraft(NamedTuple):
    """A draft with its content: what was typed, what the form and the record said when it was saved."""

    row: Draft
    typed: QueryDict
    shown: Mapping[str, object]
    mark: str


class DraftLine(NamedTuple):
    """A draft in a list; without an address where its page is no longer there for this reader."""

    row: Draft
    label: str
    record_name: str
    address: str


def find_draft(person: User, act: ActionPage, record: Model | None) -> OpenDraft | None:
    """The draft that a person has of the form of an act; None where there is none, or it can no longer be read."""
    key = key_of(act, record) if record else ""
    row = Draft.objects.filter(person=person, act=act.name, record=key).first() if act.has_drafts else None
    content = unseal(row.content, PURPOSE) if row else None
    if row is None or content is None:
        return None
    kept, typed = json.loads(content), QueryDict(mutable=True)
    typed.update(MultiValueDict(kept["typed"]))
    return OpenDraft(row, typed, kept["shown"], kept["mark"])


def mark_of(record: Model | None) -> str:
    """What a record holds, as a digest; of an event, a tool or a study also what the activity does that it is."""
    return " ".join(fingerprint(each) for each in whole_and_part(record)) if record else ""


def drafts_of(person: User, viewer: Viewer) -> list[DraftLine]:
    """A person's drafts, the latest first, with the names of the records that they may see now."""
    rows = [row for row in Draft.objects.filter(person=person) if row.act in ACTIONS]
    records = {
        act: _records(ACTIONS[act], [row.record for row in rows if row.act == act], viewer)
        for act in {row.act for row in rows}
    }
    return [_line(row, ACTIONS[row.act], records[row.act].get(row.record)) for row in rows]


def _records(act: ActionPage, keys: Iterable[str], viewer: Viewer) -> dict[str, Model]:
    if act.records is None:
        return {}
    return {key_of(act, record): record for record in act.records(viewer).filter(**{f"{act.key}__in": list(keys)})}


def _line(row: Draft, act: ActionPage, record: Model | None) -> DraftLine:
    is_there = record is not None or act.records is None
    address = action_address(act, record) if is_there else ""
    return DraftLine(row, str(act.label), name_of(record) if record else "", address)


def old_drafts(now: datetime) -> Q:
    """Drafts whose time is over, and those of closed accounts."""
    return Q(delete_at__lte=now) | Q(person__is_active=False)


def delete_old_drafts() -> int:
    """Delete them; gives how many."""
    return Draft.objects.filter(old_drafts(clock.machine_now())).delete()[0]


def delete_drafts(acts: Iterable[str], records: Iterable[str]) -> None:
    """Delete everybody's drafts of these acts on these records: what they can hold has to go on an announced day."""
    Draft.objects.filter(act__in=list(acts), record__in=list(records)).delete()
