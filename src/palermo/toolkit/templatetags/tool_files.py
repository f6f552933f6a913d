"""The files of a version, for templates."""

from django import template

from palermo.toolkit.models import ToolVersion
from palermo.toolkit.web.files import Download, downloads_of

register = template.Library()


@register.simple_tag
def version_downloads(version: ToolVersion) -> list[Download]:
    """The files of a version by language."""
    return downloads_of(version)
