"""The texts of tools on the translation desk: what is missing or outdated, and where it is translated."""

from dataclasses import dataclass

from django.urls import reverse

from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE, Language
from palermo.toolkit.models import Tool
from palermo.toolkit.queries.texts import drafts_visible_to, translation_counts


@dataclass(frozen=True)
class ToolRow:
    """One tool in one language; `address` is that of the editor in which its passages are translated."""

    tool: Tool
    language: Language
    missing: int
    stale: int
    address: str


def tool_rows(viewer: Viewer, language: str = "") -> list[ToolRow]:
    """The tools with a text and the languages in which it lacks something, or only one language; two queries."""
    counts = translation_counts()
    tools = drafts_visible_to(viewer).filter(pk__in=counts).select_related("activity").order_by("activity__slug")
    return [
        ToolRow(
            tool=tool,
            language=BY_CODE[each.language],
            missing=each.missing,
            stale=each.stale,
            address=f"{reverse('tool_text', args=[tool.activity.slug])}?language={each.language}",
        )
        for tool in tools
        for each in counts[tool.pk]
        if (each.missing or each.stale) and language in {"", each.language}
    ]
