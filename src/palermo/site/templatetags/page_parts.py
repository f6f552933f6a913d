"""{% page_parts "head" %}, and "margin" or "body": what the slices add to every page of a record."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from palermo.site.page_parts import render_page_parts

register = template.Library()


@register.simple_tag(takes_context=True)
def page_parts(context: Context, place: str) -> SafeString:
    """The parts of this place of the page."""
    return render_page_parts(place, context)
