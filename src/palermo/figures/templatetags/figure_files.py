"""What a page of figures offers to take away.

{% release_files release %}   the files of a release, its citation, and what changed since the one before
{% choice_files found %}      what the data explorer shows, as files
{% embed_code found %}        the code by which others show its chart; nothing for a table
"""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.http import urlencode

from palermo.core.letters import address
from palermo.figures.exchange.changes import earlier_releases
from palermo.figures.exchange.citations import cite
from palermo.figures.exchange.formats import FORMATS
from palermo.figures.exchange.licences import data_licence
from palermo.figures.exchange.release_files import file_paths
from palermo.figures.models import Release
from palermo.figures.web.embeds import Embed, embed_shown
from palermo.figures.web.explorer.exploration import Exploration

register = template.Library()
# The size of the frame: room for the picture and what stands below it.
HEIGHT = 640


class FileLink(NamedTuple):
    """A file: its format, for whom it is, and where it is."""

    title: str | Promise
    purpose: str | Promise
    address: str


@register.inclusion_tag("figures/parts/release_files.html")
def release_files(release: Release) -> dict[str, object]:
    """The files of a published release."""
    files = [FileLink(FORMATS[form].title, FORMATS[form].purpose, place) for form, place in file_paths(release).items()]
    return {
        "release": release,
        "files": files,
        "citation": cite(release),
        "licence": data_licence(),
        "has_changes": earlier_releases(release).exists(),
    }


@register.inclusion_tag("figures/parts/choice_files.html")
def choice_files(found: Exploration) -> dict[str, object]:
    """The choice of the data explorer as files, which name the release that they are from."""
    query = urlencode(found.choice_of_release.to_query())
    files = [
        FileLink(each.title, each.purpose, f"{reverse('explorer_figures', args=[form])}?{query}")
        for form, each in FORMATS.items()
    ]
    programs = f"{reverse('data_api_figures')}?{query}"
    return {"files": files, "licence": data_licence(), "programs": programs, "citation": cite(found.release)}


@register.inclusion_tag("figures/parts/embed_code.html")
def embed_code(found: Exploration) -> dict[str, object]:
    """The code to be copied into other pages."""
    embed = embed_shown(found)
    return {"codes": [_frame(embed), _picture(embed)] if embed else []}


def _frame(embed: Embed) -> str:
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        *(embed.page_address, embed.found.title, HEIGHT),
    )


def _picture(embed: Embed) -> str:
    return format_html(
        '<a href="{}"><img src="{}" alt="{}"></a>',
        *(_explorer_address(embed), embed.drawing_address, embed.found.title),
    )


def _explorer_address(embed: Embed) -> str:
    """The choice in the explorer, which shows it now: nothing has to be looked up for it."""
    return address(f"{reverse('data_explorer')}?{embed.found.query(view=embed.form)}")
