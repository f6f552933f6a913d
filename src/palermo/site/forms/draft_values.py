"""What of a form is kept in a draft, and how it comes back: typed again, not checked."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django import forms
from django.db.models import Model, QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from palermo.core.text import MultilingualText, plain
from palermo.site.forms.help import add_help
from palermo.site.forms.text_languages import OPEN

if TYPE_CHECKING:
    from palermo.site.forms.fields import ActForm


def kept_fields(form: "ActForm") -> Iterator[tuple[str, forms.Field]]:
    """The fields whose content is kept: not files, not what must not be stored, not what the page itself fills in."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.FileField) and not field.widget.is_hidden and name not in form.not_in_drafts:
            yield name, field


def kept_input(form: "ActForm", sent: QueryDict) -> dict[str, list[str]]:
    """What was typed into these fields, as a browser sends it, and the language that was open."""
    names = [name for name, _field in kept_fields(form)]
    return {
        key: sent.getlist(key)
        for key in sent
        if key == OPEN or any(key == name or key.startswith(f"{name}_") for name in names)
    }


def typed_values(form: "ActForm", typed: QueryDict) -> dict[str, object]:
    """By field, what was typed into it; what the form did not ask then is not among it."""
    return {
        name: field.widget.value_from_datadict(typed, {}, name)
        for name, field in kept_fields(form)
        if not field.widget.value_omitted_from_data(typed, {}, name)
    }


def values_of_record(form: "ActForm") -> dict[str, object]:
    """By field, what an untouched form shows of its record, as plain JSON."""
    return {name: _plain(form[name].value()) for name, _field in kept_fields(form) if name in form.initial}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, list | tuple | QuerySet):
        return [_plain(each) for each in value]
    return str(value.pk if isinstance(value, Model) else "" if value is None else value)


def show_changes(form: "ActForm", untouched: "ActForm", shown_then: Mapping[str, object]) -> None:
    """Beside each field of which the record says something else than when the draft was saved, what it says now."""
    now = values_of_record(untouched)
    for name, value in now.items():
        if name in shown_then and shown_then[name] != value and name in form.fields:
            words = _words_in(untouched[name]) or _("nothing")
            add_help(form.fields[name], _("The record now says: %(words)s") % {"words": words})


def _words_in(field: BoundField) -> str:
    value = field.value()
    if isinstance(value, Mapping):
        return plain(MultilingualText(value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    widget = field.field.widget
    if isinstance(field.field, forms.ChoiceField):
        return "; ".join(str(each.data["label"]) for each in field.subwidgets if each.data.get("selected"))
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value) or (), strict=True)
        return " ".join(filter(None, (part.format_value(each) for part, each in parts)))
    return str(widget.format_value(value) or "")


def name_what_is_not_kept(form: "ActForm") -> None:
    """Say at each field that a draft leaves out that it does."""
    kept = dict(kept_fields(form))
    for name, field in form.fields.items():
        if name not in kept and not field.widget.is_hidden:
            is_file = isinstance(field, forms.FileField)
            words = _("Files are not kept in a draft.") if is_file else _("This answer is not kept in a draft.")
            add_help(field, words)
