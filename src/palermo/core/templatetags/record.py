"""How records are shown: one way for each thing."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.text import MultilingualText

register = template.Library()


@register.filter
def spoken(text: MultilingualText | None) -> SafeString | str:
    """The text in the reader's language; missing: another language, named as such; absent: nothing."""
    shown = (text or MultilingualText()).shown_in(active_language().code)
    if shown is None:
        return ""
    if not shown.is_missing:
        return shown.words
    return format_html(
        '<span lang="{}" dir="{}" class="other-language">{}</span> <small class="not-yet">{}</small>',
        shown.language.tag,
        "rtl" if shown.language.right_to_left else "ltr",
        shown.words,
        _("(not yet in %(wanted)s; shown in %(given)s)")
        % {"wanted": active_language().name, "given": shown.language.name},
    )
