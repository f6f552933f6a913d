"""What stands beside a field, put together from several sentences."""

from typing import TYPE_CHECKING

from django import forms

from palermo.core.languages import active_language

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


def add_help(field: forms.Field, sentence: "_StrOrPromise") -> None:
    """Add a sentence to what stands beside a field; in Chinese no blank comes between sentences."""
    between = "" if active_language().code == "zh" else " "
    field.help_text = between.join(filter(None, (str(field.help_text), str(sentence))))
