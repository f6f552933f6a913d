"""The frame of a page: heading, trail, margin, facts. The list of all tags is in record.py."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.core.text import MultilingualText
from palermo.site.templatetags.texts import localized_text

register = template.Library()


@register.simple_block_tag
def heading(content: str, title: object, kicker: object = "") -> SafeString:
    """The head of a page: what kind of thing, its title, and what is to be known at once."""
    words = localized_text(title) if isinstance(title, MultilingualText) else title
    above = format_html('<p class="kicker">{}</p>', kicker) if kicker else ""
    below = format_html('<p class="meta">{}</p>', content) if content.strip() else ""
    return format_html('<header class="page-head">{}<h1>{}</h1>{}</header>', above, words, below)


@register.simple_block_tag
def trail(content: str) -> SafeString:
    """Where the page is: list items from the site's home downwards; nothing when blank."""
    if not content.strip():
        return SafeString("")
    return format_html('<nav class="trail" aria-label="{}"><ol>{}</ol></nav>', _("Breadcrumb"), content)


@register.simple_block_tag
def margin(content: str) -> SafeString:
    """The margin column: sources, audience, dates; nothing when blank."""
    if not content.strip():
        return SafeString("")
    return format_html('<aside class="margin" aria-label="{}">{}</aside>', _("About this page"), content)


@register.simple_block_tag
def notice(content: str) -> SafeString:
    """What would be here, why it is not, and what to do."""
    return format_html('<p class="nothing">{}</p>', content)


@register.simple_block_tag
def fact(content: str, label: object) -> SafeString:
    """A row of a list of facts; nothing when there is none."""
    if not content.strip():
        return SafeString("")
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.simple_tag
def step(number: int, of: int) -> SafeString:
    """How far work of several pages is."""
    words = _("Step %(number)d of %(total)d") % {"number": number, "total": of}
    return format_html('<p class="step">{}</p>', words)
