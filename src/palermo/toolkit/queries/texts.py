"""The text of a tool as its authors have it, its frozen versions, and who may see which."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.queries.activities import activity_seen_by
from palermo.toolkit.models import DraftingMember, Passage, PassageText, Tool, ToolVersion
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.passages import Row, Text, build_text, rows_from_json

# How many passages may stand above one: a paragraph in a box in a section of a chapter of a part.
_DEEPEST = 4
# Of whom drafting groups consist; who is no longer one of these is in none, whatever is on record.
DRAFTERS = frozenset({Role.COMMITTEE_MEMBER, Role.SECRETARIAT})


def drafts_visible_to(viewer: Viewer) -> QuerySet[Tool]:
    """Tools whose text in preparation the viewer may read: the secretariat's and those of their drafting groups."""
    if not viewer.roles & DRAFTERS:
        return Tool.objects.none()
    tools = Tool.objects.filter(activity_seen_by(viewer, "activity__"))
    return tools if viewer.is_secretariat else tools.filter(drafting_group__user=viewer.user_id)


def version_condition(viewer: Viewer) -> Q:
    """What is published, for its audience; what is not, for the secretariat and the drafting group."""
    if viewer.is_secretariat:
        return Q()
    published = Q(published_on__isnull=False, audience__in=sorted(viewer.audiences))
    if not viewer.roles & DRAFTERS:
        return published
    drafted = DraftingMember.objects.filter(user=viewer.user_id).values_list("tool", flat=True)
    return published | Q(tool__in=drafted)


def versions_visible_to(viewer: Viewer) -> QuerySet[ToolVersion]:
    """Versions that the viewer may read, of tools that they may see."""
    return ToolVersion.objects.filter(version_condition(viewer), activity_seen_by(viewer, "tool__activity__"))


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


def passages_in_texts() -> QuerySet[Passage]:
    """Passages that were not removed and stand in none that was."""
    passages, above = Passage.objects.filter(is_removed=False), "parent"
    for _level in range(_DEEPEST):
        passages = passages.filter(Q(**{f"{above}__is_removed": False}) | Q(**{above: None}))
        above += "__parent"
    return passages


class TextCount(NamedTuple):
    """How many passages the text of a tool lacks in a language, and how many rest on an earlier original there."""

    language: str
    missing: int
    stale: int


def translation_counts() -> dict[int, list[TextCount]]:
    """By tool with a text, the languages but the original one; one query."""
    original = PassageText.objects.filter(
        passage=OuterRef("passage"), language=OuterRef("passage__tool__original_language"), is_current=True
    ).exclude(content="")
    texts = PassageText.objects.filter(is_current=True, passage__in=passages_in_texts()).exclude(content="")
    rows = (
        texts.annotate(first=Subquery(original.values("number")[:1]))
        .filter(first__isnull=False)
        .order_by()
        .values_list("passage__tool", "passage__tool__original_language", "language")
        .annotate(n=Count("pk"), old=Count("pk", filter=Q(rests_on__lt=F("first"))))
    )
    held: dict[tuple[int, str], dict[str, tuple[int, int]]] = {}
    for tool, first, language, n, old in rows:
        held.setdefault((tool, first), {})[language] = (n, old)
    return {
        tool: [_count(code, counts, counts[first][0]) for code in CODES if code != first]
        for (tool, first), counts in held.items()
    }


def _count(language: str, counts: Mapping[str, tuple[int, int]], total: int) -> TextCount:
    n, old = counts.get(language, (0, 0))
    return TextCount(language, total - n, old)


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
