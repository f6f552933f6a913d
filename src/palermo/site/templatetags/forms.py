"""What every form has above its fields.

{% form_head form %}          what is wrong with it, each with a link to its field; its hidden fields and its scripts
{% form_errors form %}        only what is wrong with it
{% optional_mark field %}     after the label of a field that may be left empty, that it may
{% text_languages field %}    before the first text in several languages, the choice of the language to write in
"""

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.site.forms.errors import field_errors
from palermo.site.forms.text_languages import ALL, OPEN, language_tabs, open_language, texts_of

register = template.Library()


@register.inclusion_tag("site/forms/head.html")
def form_head(form: BaseForm) -> dict[str, object]:
    """The summary of errors, the hidden fields and the scripts of a form."""
    return {"form": form}


@register.inclusion_tag("site/forms/errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """The summary of errors of a form."""
    return {"form": form, "errors": field_errors(form)}


@register.simple_tag
def optional_mark(field: BoundField) -> SafeString:
    """That a field may be left empty. A box to be ticked may be anyway, and has no mark."""
    needed = getattr(field.form, "needed_with_others", ())
    if field.field.required or field.name in needed or isinstance(field.field.widget, CheckboxInput):
        return SafeString("")
    # Brackets as wide as a character stand against what comes before them.
    blank = "" if active_language().code == "zh" else " "
    return format_html('{}<span class="optional">{}</span>', blank, _("(optional)"))


@register.inclusion_tag("site/forms/text_languages.html")
def text_languages(field: BoundField) -> dict[str, object]:
    """The choice of a language, before the first text of its form; before other fields nothing."""
    texts = texts_of(field.form)
    if not texts or texts[0].name != field.name:
        return {}
    opened = open_language(field.form)
    return {
        "name": OPEN,
        "id": field.auto_id,
        "tabs": language_tabs(field.form),
        "total": len(texts),
        "opened": opened,
        "all": ALL,
    }
