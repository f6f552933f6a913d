"""Persons on pages.

{{ speaker.name|name_words }}       a name, as it is written in the reader's script where that is on record
{% about_speaker speaker %}         function, organization and State in one line
{% language_names codes %}          languages by their names, from codes with blanks between them
{% way_on "name" record %}          the way to one act on a record, for those who may do it
"""

from django import template
from django.db.models import Model
from django.template import Context
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from palermo.core.languages import BY_CODE
from palermo.core.rules import can
from palermo.core.text import MultilingualText, name_words
from palermo.site.action_pages import ACTIONS, ActionLink, action_address
from palermo.site.templatetags.texts import localized_text
from palermo.speakers.models import Speaker

register = template.Library()
register.filter("name_words", name_words)


@register.simple_tag
def about_speaker(speaker: Speaker) -> SafeString:
    """Who somebody is, beside their name."""
    state = speaker.from_state.name_today if speaker.from_state else MultilingualText()
    parts = [localized_text(each) for each in (speaker.function, speaker.organisation, state) if each]
    comma = conditional_escape(pgettext("between two names", ", "))
    return format_html_join(SafeString(comma), "{}", ((part,) for part in parts))


@register.simple_tag
def language_names(codes: str) -> SafeString:
    """The names of languages, each in itself."""
    comma = conditional_escape(pgettext("between two names", ", "))
    languages = [BY_CODE[code] for code in codes.split() if code in BY_CODE]
    return format_html_join(
        SafeString(comma), '<span lang="{}">{}</span>', ((each.tag, each.name) for each in languages)
    )


@register.inclusion_tag("site/actions/ways.html", takes_context=True)
def way_on(context: Context, name: str, record: Model, acts_on: str = "") -> dict[str, object]:
    """The button of one act; `acts_on` names what it changes in the label of its landmark, where a page has several."""
    act, viewer, user = ACTIONS[name], context["viewer"], context.get("user")
    if not viewer.roles or user is None or not can(act.check, user, record):
        return {"ways": []}
    return {"ways": [ActionLink(act.label, action_address(act, record))], "acts_on": acts_on}
