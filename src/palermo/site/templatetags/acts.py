"""Buttons for what a reader may do.

{% acts record %}        what this reader may do to a record; nothing for those who may not act
{% way_to "name" %}      the way to an act that makes something new, for those who may
"""

from django import template
from django.db.models import Model

from palermo.site import action_pages as registry

register = template.Library()


@register.inclusion_tag("site/actions/ways.html", takes_context=True)
def acts(context: dict[str, object], record: Model) -> dict[str, object]:
    """The acts open to the reader of this page."""
    return {"ways": registry.acts_for(record, context["viewer"], context.get("user"))}


@register.inclusion_tag("site/actions/ways.html", takes_context=True)
def way_to(context: dict[str, object], name: str) -> dict[str, object]:
    """The way to an act that makes something new."""
    way = registry.way_to(name, context["viewer"], context.get("user"))
    return {"ways": [way] if way else []}
