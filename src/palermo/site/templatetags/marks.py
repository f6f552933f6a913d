"""Audience and state: words that return everywhere. The list of all tags is in record.py."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.audiences import Audience
from palermo.core.shapes import shape_of

register = template.Library()

WHY = {
    Audience.MEMBER_STATES: gettext_lazy(
        "Available to delegates of Member States, members of the Steering Committee and the secretariat."
    ),
    Audience.STEERING_COMMITTEE: gettext_lazy("Available to members of the Steering Committee and the secretariat."),
    Audience.SECRETARIAT: gettext_lazy("Available to the secretariat only."),
}


@register.simple_tag(takes_context=True)
def audience(context: Context, value: str, brief: bool = False, of: object = None) -> SafeString:
    """For whom a restricted record is, with the reason this reader sees it or `brief` without; of a public one nothing.

    `of` is a document, for which readers may be named one by one.
    """
    meant_for = Audience(value)
    if meant_for == Audience.PUBLIC:
        return SafeString("")
    return _badge(meant_for) if brief else _explain_audience(meant_for, context, of)


def _badge(meant_for: Audience) -> SafeString:
    return format_html('<span class="audience" data-audience="{}">{}</span>', meant_for.value, meant_for.label)


def _explain_audience(meant_for: Audience, context: Context, of: object) -> SafeString:
    return format_html(
        '<details class="why"><summary>{} <span class="why-question">{}</span></summary><p>{}</p></details>',
        _badge(meant_for),
        _("Why can I see this?"),
        _because(meant_for, context, of),
    )


def _because(meant_for: Audience, context: Context, of: object) -> str:
    """Why this reader may see it, as provided by a slice above, and who else reads it."""
    because = context["why"](meant_for, of) if "why" in context else None
    if because is None:
        return str(WHY[meant_for])
    return f"{because.sentence} {WHY[meant_for]}" if because.is_by_audience else str(because.sentence)


@register.simple_tag
def state(record: object, field: str = "state", late: bool = False) -> SafeString:
    """The status of a record: the word, with its shape before it."""
    value = getattr(record, field, record)
    display = getattr(record, f"get_{field}_display", None)
    label = display() if display else getattr(value, "label", value)
    shape = "late" if late else shape_of(str(value))
    words = _("%(state)s, overdue") % {"state": label} if late else label
    return marked_state(words, shape)


def marked_state(words: object, shape: str) -> SafeString:
    """A word for a state, with a shape before it."""
    return format_html('<span class="state" data-shape="{}">{}</span>', shape, words)
