"""What the log says of a record, in words: who did what when, and each field that changed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.audit.models import AuditEvent
from palermo.audit.verbs import verb_words
from palermo.core.kinds import related_model, slug_of
from palermo.core.languages import LANGUAGES
from palermo.core.records import field_label
from palermo.core.text import MultilingualText
from palermo.site.administration.words import choice_words, title_of, value_words

SHOWN = 200


class ChangedField(NamedTuple):
    """A field, or a text in one language, as it was and as it is."""

    label: str | Promise
    before: str
    after: str


class LoggedAct(NamedTuple):
    """An entry of the log."""

    at: datetime
    who: str
    what: str
    changes: list[ChangedField]


def history_of(record: models.Model) -> list[LoggedAct]:
    """The latest acts on a record, the last one first."""
    key = str(getattr(record, "slug", None) or record.pk)
    events = AuditEvent.objects.filter(target_kind=slug_of(type(record)), target_id=key).order_by("-sequence")[:SHOWN]
    return [_describe(record, event) for event in events]


def _describe(record: models.Model, event: AuditEvent) -> LoggedAct:
    changes = event.details.get("changes") or {}
    fields = [change for name, values in changes.items() for change in _changed(record, name, *values)]
    return LoggedAct(event.at, event.actor_name, capfirst(verb_words(event)), fields)


def _changed(record: models.Model, name: str, before: object, after: object) -> Iterator[ChangedField]:
    name = name.removesuffix("_id")
    label = capfirst(field_label(type(record), name))
    if name.endswith("_precision"):
        return  # told with the date
    if isinstance(before, dict) or isinstance(after, dict):
        old, new = (MultilingualText(value if isinstance(value, dict) else {}) for value in (before, after))
        yield from _changed_languages(label, old, new)
    else:
        yield ChangedField(label, _stored_words(record, name, before), _stored_words(record, name, after))


def _changed_languages(label: str, before: MultilingualText, after: MultilingualText) -> Iterator[ChangedField]:
    for language in LANGUAGES:
        old, new = before.get(language.code, ""), after.get(language.code, "")
        if old != new:
            yield ChangedField(f"{label} ({language.name})", old, new)


def _stored_words(record: models.Model, name: str, value: object) -> str:
    """A value as the log keeps it, in words."""
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:
        return value_words(value)
    if value in (None, ""):
        return ""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "; ".join(str(each) for each in value)
    if isinstance(field, models.ForeignKey):
        related = related_model(type(record), name)._default_manager.filter(pk=value).first()
        return title_of(related) if related else _("not recorded")
    if isinstance(field, models.Field) and field.flatchoices:
        return choice_words(field, value)
    if isinstance(field, models.BooleanField):
        return value_words(value == "True")
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return value_words(date.fromisoformat(str(value)))
    return value_words(field.to_python(value) if isinstance(field, models.DateTimeField) else value)
