"""Freezes and publishes the texts that the demonstration has of the tools of the record."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from palermo.accounts.actors import Actor
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.governance.models import Topic
from palermo.toolkit.actions.feedback import arrange_finder
from palermo.toolkit.actions.texts import freeze_version, publish_version
from palermo.toolkit.models import FinderEntry, Passage, Tool
from palermo.toolkit.states.feedback import ReaderRole
from palermo.toolkit.states.tools import EditionState

FOR_EXPERTS = MultilingualText(
    {
        "ar": "مسودة لاجتماع فريق الخبراء",
        "zh": "专家组会议草案",
        "en": "Draft for the expert group meeting",
        "fr": "Projet pour la réunion du groupe d’experts",
        "ru": "Проект для совещания группы экспертов",
        "es": "Borrador para la reunión del grupo de expertos",
    }
)
FOR_PARLIAMENTARIANS = MultilingualText(
    {
        "ar": "مسودة للمنتدى البرلماني",
        "zh": "议会论坛草案",
        "en": "Draft for the Parliamentary Forum",
        "fr": "Projet pour le Forum parlementaire",
        "ru": "Проект для Парламентского форума",
        "es": "Borrador para el Foro Parlamentario",
    }
)
PUBLISHED = MultilingualText(
    {
        "ar": "النص المنشور",
        "zh": "已发布文本",
        "en": "Published text",
        "fr": "Texte publié",
        "ru": "Опубликованный текст",
        "es": "Texto publicado",
    }
)


class Draft(NamedTuple):
    """The draft of a tool: the day for which it was ready by the record, and what it is called."""

    ready_on: date
    name: MultilingualText


# The first day of the expert meeting at which each draft was before the experts; the handbook was ready by its own.
DRAFTS = {
    "model-law": Draft(date(2007, 10, 1), FOR_EXPERTS),
    "training-manual": Draft(date(2007, 11, 12), FOR_EXPERTS),
    "handbook-parliamentarians": Draft(date(2008, 1, 31), FOR_PARLIAMENTARIANS),
}


class FoundBy(NamedTuple):
    """Readers whom a chapter of a tool answers on a topic."""

    tool: str
    chapter: str
    topic: str
    roles: tuple[ReaderRole, ...]


_COURT = (ReaderRole.PROSECUTOR, ReaderRole.JUDGE)
_FIELD = (ReaderRole.POLICE, ReaderRole.PROSECUTOR, ReaderRole.NGO, ReaderRole.TRAINER)
FINDER = (
    FoundBy("training-manual", "m1", "victim-identification", (*_FIELD, ReaderRole.JUDGE, ReaderRole.BUSINESS)),
    FoundBy("training-manual", "m2", "victim-protection", _FIELD),
    FoundBy("model-law", "a1", "legislation", (*_COURT, ReaderRole.PARLIAMENTARIAN)),
    FoundBy("model-law", "a2", "legislation", (*_COURT, ReaderRole.PARLIAMENTARIAN, ReaderRole.POLICE)),
    FoundBy("model-law", "a3", "victim-protection", (*_COURT, ReaderRole.NGO)),
    FoundBy("model-law", "a4", "victim-protection", (ReaderRole.PARLIAMENTARIAN, ReaderRole.NGO)),
    FoundBy(
        "handbook-parliamentarians",
        "c1",
        "parliamentary-oversight",
        (ReaderRole.PARLIAMENTARIAN, ReaderRole.NGO, ReaderRole.JOURNALIST),
    ),
)


def publish_drafts(*, by: Actor) -> None:
    """Publish the draft of each tool to Member States, once: none was open to the public by the story's day."""
    for tool in _tools_with_texts().filter(versions=None):
        draft = DRAFTS[tool.activity.slug]
        edition = tool.editions.filter(state=EditionState.DRAFT).first()
        version = freeze_version(tool, edition=edition, name=draft.name, on=draft.ready_on, by=by)
        publish_version(version, audience=Audience.MEMBER_STATES, on=draft.ready_on, by=by)
    if not FinderEntry.objects.exists():
        _arrange_finder(by=by)


def _arrange_finder(*, by: Actor) -> None:
    """Lead readers to the chapters by their roles and questions."""
    for entry in FINDER:
        passages = Passage.objects.filter(tool__activity__slug=entry.tool, key=entry.chapter, is_removed=False)
        passage = passages.select_related("tool").first()
        topics = Topic.objects.filter(slug=entry.topic)
        if passage is not None and topics:
            arrange_finder(passage.tool, passage=passage, roles=entry.roles, topics=topics, by=by)


def publish_texts(*, by: Actor) -> None:
    """Publish the text of each tool to everybody, once, as the demonstration at the real date has it."""
    for tool in _tools_with_texts().exclude(versions__audience=Audience.PUBLIC):
        version = freeze_version(tool, name=PUBLISHED, by=by)
        publish_version(version, audience=Audience.PUBLIC, by=by)


def _tools_with_texts() -> QuerySet[Tool]:
    tools = Tool.objects.filter(activity__slug__in=DRAFTS, passages__is_removed=False)
    return tools.distinct().select_related("activity").order_by("activity__slug")
