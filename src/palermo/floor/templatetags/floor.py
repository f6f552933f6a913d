"""Speaking time.

{% seconds 185 %}    "3:05", from left to right in every script
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def seconds(count: int) -> SafeString:
    """Minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(count, 60)
    hours, minutes = divmod(minutes, 60)
    words = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return format_html('<bdi dir="ltr">{}</bdi>', words)
