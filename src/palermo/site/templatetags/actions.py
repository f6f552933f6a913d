"""Buttons for what a reader may do.

{% actions record … %}        what this reader may do to a record; nothing for those who may not act
{% answers record %}          the same as buttons side by side, where they answer one question
{% action_link "name" … %}    the ways to actions that make something new, for those who may; the first is the button
{% own_drafts %}              what the reader typed into forms and saved as a draft; nothing without any
"""

from collections.abc import Sequence

from django import template
from django.db.models import Model
from django.template import Context

from palermo.site import action_pages
from palermo.site.drafts import drafts_of

register = template.Library()


@register.inclusion_tag("site/actions/ways.html", takes_context=True)
def actions(
    context: Context, record: Model, *also: str, first: Sequence[action_pages.ActionLink] = ()
) -> dict[str, object]:
    """The actions open to the reader of this page; after them, of those named, the ones that make something new.

    Before them stand those that come `first`. None of them is the button where the reader has done what is asked.
    """
    viewer, person = context["viewer"], context.get("user")
    own = action_pages.action_links(record, viewer, person)
    ways = [*(first or ()), *own, *action_pages.creation_links(also, viewer, person)]
    return {"ways": ways, "is_done": any(way.is_change for way in ways)}


@register.inclusion_tag("site/actions/side_by_side.html", takes_context=True)
def answers(context: Context, record: Model) -> dict[str, object]:
    """The actions open to the reader of this page as buttons; all of second rank where one of them was chosen."""
    return actions(context, record)


@register.inclusion_tag("site/actions/ways.html", takes_context=True)
def action_link(context: Context, *names: str) -> dict[str, object]:
    """The ways to actions that make something new."""
    return {"ways": action_pages.creation_links(names, context["viewer"], context.get("user"))}


@register.inclusion_tag("site/actions/drafts.html", takes_context=True)
def own_drafts(context: Context) -> dict[str, object]:
    """The reader's drafts of forms."""
    return {"drafts": drafts_of(context["user"], context["viewer"]), "csrf_token": context["csrf_token"]}
