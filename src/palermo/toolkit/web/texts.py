"""The text of a tool as the page of the tool shows it: its versions, and the way to write it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.toolkit.models import Tool, ToolVersion
from palermo.toolkit.queries.texts import drafts_visible_to, versions_visible_to


class VersionLine(NamedTuple):
    """A version with what the reader may do to it."""

    version: ToolVersion
    links: Sequence[ActionLink]


class TextOfTool(NamedTuple):
    """The versions of a text that a reader may see, the newest first, and the way to write it, if they may."""

    versions: list[VersionLine]
    ways: Sequence[ActionLink]


def text_of_tool(tool: Tool, viewer: Viewer, person: User | None) -> TextOfTool:
    """By a fixed number of queries."""
    versions = list(
        versions_visible_to(viewer).filter(tool=tool).select_related("tool__activity", "edition").order_by("-number")
    )
    links = action_links_for_each(versions, viewer, person)
    ways = list[ActionLink]()
    if viewer.roles and drafts_visible_to(viewer).filter(pk=tool.pk).exists():
        ways.append(ActionLink(_("Write text"), reverse("tool_text", args=[tool.activity.slug])))
    return TextOfTool([VersionLine(*line) for line in zip(versions, links, strict=True)], ways)
