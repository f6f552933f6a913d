"""What the log says of a record, in words: who did what when, and each field that changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.audit.models import AuditEvent
from palermo.audit.verbs import verb_words
from palermo.core.fields import DatePrecisionField, MultilingualField
from palermo.core.kinds import related_model, slug_of
from palermo.core.languages import BY_CODE, LANGUAGES
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
    field = next((field for field in record._meta.get_fields() if field.name == name), None)
    if isinstance(field, MultilingualField):
        old, new = (MultilingualText(value if isinstance(value, dict) else {}) for value in (before, after))
        yield from _changed_languages(label, old, new)
    elif not isinstance(field, DatePrecisionField):  # that is told with its date
        yield ChangedField(label, _stored_words(field, before), _stored_words(field, after))


def _changed_languages(label: str, before: MultilingualText, after: MultilingualText) -> Iterator[ChangedField]:
    for language in LANGUAGES:
        old, new = before.get(language.code, ""), after.get(language.code, "")
        if old != new:
            yield ChangedField(f"{label} ({language.name})", old, new)


def _stored_words(field: object, value: object) -> str:
    """A value as the log keeps it, in words."""
    if value in (None, ""):
        return ""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return "; ".join(BY_CODE[each].name if each in BY_CODE else str(each) for each in value)
    if isinstance(field, models.ForeignKey):
        related = related_model(field.model, field.name)._default_manager.filter(pk=value).first()
        return title_of(related) if related else _("not recorded")
    if isinstance(field, models.Field) and field.flatchoices:
        return choice_words(field, value)
    if isinstance(field, models.BooleanField | models.DateField):
        return value_words(field.to_python(value))
    return value_words(value)
