"""Buttons for what a reader may do.

{% acts record %}        what this reader may do to a record; nothing for those who may not act
{% proposal %}           the way to propose an activity, for those who may
{% schedule_link %}      the way to schedule a meeting, for those who may
{% way_to "name" %}      the way to any other act that makes something new, for those who may
"""

from typing import Any

from django import template
from django.db.models import Model

from palermo.portal.acts import registry

register = template.Library()


@register.inclusion_tag("portal/acts/ways.html", takes_context=True)
def acts(context: dict[str, Any], record: Model) -> dict[str, Any]:
    """The acts open to the reader of this page."""
    return {"ways": registry.acts_for(record, context["viewer"], context.get("user"))}


@register.inclusion_tag("portal/acts/ways.html", takes_context=True)
def proposal(context: dict[str, Any]) -> dict[str, Any]:
    """The way to propose an activity."""
    way = registry.proposal_for(context["viewer"])
    return {"ways": [way] if way else []}


@register.inclusion_tag("portal/acts/ways.html", takes_context=True)
def schedule_link(context: dict[str, Any]) -> dict[str, Any]:
    """The way to schedule a meeting."""
    way = registry.scheduling_for(context["viewer"])
    return {"ways": [way] if way else []}


@register.inclusion_tag("portal/acts/ways.html", takes_context=True)
def way_to(context: dict[str, Any], name: str) -> dict[str, Any]:
    """The way to an act that makes something new."""
    way = registry.way_to(name, context["viewer"], context.get("user"))
    return {"ways": [way] if way else []}
