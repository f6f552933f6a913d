"""The text of a tool as its authors have it, its frozen versions, and who may see which."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.governance.queries.activities import activity_seen_by
from palermo.toolkit.models import Passage, PassageText, Tool, ToolVersion
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.passages import Row, Text, build_text, rows_from_json


def drafts_visible_to(viewer: Viewer) -> QuerySet[Tool]:
    """Tools whose text in preparation the viewer may read: the secretariat's and those of their drafting groups."""
    if not (viewer.is_secretariat or viewer.user_id):
        return Tool.objects.none()
    tools = Tool.objects.filter(activity_seen_by(viewer, "activity__"))
    return tools if viewer.is_secretariat else tools.filter(drafting_group__user=viewer.user_id)


def version_condition(viewer: Viewer) -> Q:
    """What is published, for its audience; what is not, for the secretariat and the drafting group."""
    if viewer.is_secretariat:
        return Q()
    published = Q(published_on__isnull=False, audience__in=sorted(viewer.audiences))
    return published | Q(tool__drafting_group__user=viewer.user_id) if viewer.user_id else published


def versions_visible_to(viewer: Viewer) -> QuerySet[ToolVersion]:
    """Versions that the viewer may read, of tools that they may see."""
    seen = ToolVersion.objects.filter(version_condition(viewer), activity_seen_by(viewer, "tool__activity__"))
    return seen.distinct()


def current_rows(tool: Tool, language: str) -> list[Row]:
    """The passages of a tool as they are being written, in a language; what it lacks is in the original one.

    Two queries, whatever the length of the text.
    """
    passages = tool.passages.filter(is_removed=False).select_related("document").order_by("position", "pk")
    codes = {language, tool.original_language}
    texts = PassageText.objects.filter(passage__tool=tool, language__in=codes, is_current=True)
    words: dict[tuple[int, str], str] = {
        (passage, code): content for passage, code, content in texts.values_list("passage_id", "language", "content")
    }
    listed = list(passages)
    keys = {passage.pk: passage.key for passage in listed}
    return [_row(passage, keys, words, language, tool.original_language) for passage in listed]


def _row(
    passage: Passage, keys: dict[int, str], words: dict[tuple[int, str], str], language: str, original: str
) -> Row:
    own, first = words.get((passage.pk, language)), words.get((passage.pk, original), "")
    return Row(
        key=passage.key,
        kind=PassageKind(passage.kind),
        # Below one that was removed, a passage is in no text.
        parent=keys.get(passage.parent_id, "-") if passage.parent_id else "",
        content=own if own is not None else first,
        document=passage.document.slug if passage.document else "",
        # A heading that the original does without is none that a translation lacks.
        is_missing=own is None and language != original and bool(first),
    )


def current_text(tool: Tool, language: str) -> Text:
    """The text in preparation as a tree."""
    title, notice = _words(tool.activity.title, language), _words(tool.notice, language)
    return build_text(current_rows(tool, language), language=language, title=title, notice=notice)


def version_text(version: ToolVersion, language: str) -> Text | None:
    """A version in a language as a tree; None where it was not frozen in it."""
    stored = version.texts.filter(language=language).first()
    if stored is None:
        return None
    return build_version(version, language, stored.content)


def build_version(version: ToolVersion, language: str, content: Iterable[dict[str, object]]) -> Text:
    """The tree of what a version keeps in a language."""
    title, notice = _words(version.tool.activity.title, language), _words(version.notice, language)
    return build_text(rows_from_json(content), language=language, title=title, notice=notice)


def _words(text: MultilingualText, language: str) -> str:
    """A text in a language, or in the one that is offered instead."""
    shown = text.shown_in(language)
    return shown.words if shown else ""
