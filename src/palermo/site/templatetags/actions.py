"""Buttons for what a reader may do.

{% actions record %}          what this reader may do to a record; nothing for those who may not act
{% action_link "name" %}      the way to an action that makes something new, for those who may
"""

from django import template
from django.db.models import Model
from django.template import Context

from palermo.site import action_pages

register = template.Library()


@register.inclusion_tag("site/actions/ways.html", takes_context=True)
def actions(context: Context, record: Model) -> dict[str, object]:
    """The actions open to the reader of this page."""
    return {"ways": action_pages.action_links(record, context["viewer"], context.get("user"))}


@register.inclusion_tag("site/actions/ways.html", takes_context=True)
def action_link(context: Context, name: str) -> dict[str, object]:
    """The way to an action that makes something new."""
    link = action_pages.action_link(name, context["viewer"], context.get("user"))
    return {"ways": [link] if link else []}
