"""Tools and their use, as they are found."""

from collections.abc import Iterator, Mapping

from django.db.models import QuerySet

from palermo.core import clock
from palermo.core.kinds import kind_of
from palermo.core.text import MultilingualText
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.search.sources import Draft, Pks, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through
from palermo.toolkit.models import Tool, Uptake, VersionSection, VersionText
from palermo.toolkit.queries.texts import build_version
from palermo.toolkit.states.uptake import UptakeStatus
from palermo.toolkit.texts.markup import plain_content
from palermo.toolkit.texts.passages import Text
from palermo.treaties.models.participants import name_on


def _tools(tools: QuerySet[Tool]) -> Iterator[Draft]:
    for tool in tools.select_related("activity").prefetch_related("editions"):
        activity = tool.activity
        texts = (activity.summary, tool.aim, tool.readers, *(edition.presented_to for edition in tool.editions.all()))
        yield from drafts_of(tool, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Tool),
        _tools,
        OF_ACTIVITY,
        shown=lambda tools: tools.select_related("activity"),
    )
)


def _uptakes(uptakes: QuerySet[Uptake]) -> Iterator[Draft]:
    for uptake in _with_names(uptakes.filter(status=UptakeStatus.RECORDED)):
        activity, name = uptake.tool.activity, name_on(uptake.participant, clock.today())
        yield from drafts_of(uptake, name, activity.title, uptake.evidence, audience=activity.audience)


def _with_names(uptakes: QuerySet[Uptake]) -> QuerySet[Uptake]:
    """Uses with their tools, and with those who use them in all their names."""
    named = uptakes.select_related("state", "organisation", "tool__activity")
    return named.prefetch_related("state__former_names", "organisation__listednames")


searchable(
    SearchSource(
        kind_of(Uptake),
        _uptakes,
        {
            "uptakes": same,
            "activities": through(Uptake, "tool__activity"),
            "states": through(Uptake, "state"),
            "organizations": through(Uptake, "organisation"),
        },
        shown=_with_names,
    )
)


def _sections(sections: QuerySet[VersionSection]) -> Iterator[Draft]:
    """Sections of versions, each with the words that stand in it directly: the texts are read once a version."""
    texts: dict[int, Mapping[str, Text]] = {}
    for section in sections.select_related("version__tool__activity").order_by("version", "position"):
        version = section.version
        if version.pk not in texts:
            kept = VersionText.objects.filter(version=version)
            texts = {version.pk: {each.language: build_version(version, each.language, each.content) for each in kept}}
        words = {code: _words_in(text, section.key) for code, text in texts[version.pk].items()}
        activity = version.tool.activity
        heading = MultilingualText(
            {
                code: " · ".join(filter(None, (section.heading.get(code), activity.title.get(code))))
                for code in words
                if section.heading.get(code) or words[code]
            }
        )
        yield from drafts_of(section, heading, words, audience=version.audience)


def _words_in(text: Text, key: str) -> str:
    """What stands directly in a passage, in the language of the text."""
    passage = text.find(key)
    inside = [each for each in passage.children if not each.is_holder] if passage else []
    return "\n".join(plain_content(each.content) for each in inside if not each.row.is_missing)


def _of_versions(pks: Pks) -> Pks:
    """The sections of all versions of the tools of some: a new version takes the place of those before it."""
    rows = VersionSection.objects.filter(version__tool__versions__in=list(pks)).order_by()
    return rows.values_list("pk", flat=True).distinct()


searchable(
    SearchSource(
        kind_of(VersionSection),
        _sections,
        {"tool-versions": _of_versions, "activities": through(VersionSection, "version__tool__activity")},
        shown=lambda sections: sections.select_related("version__tool__activity"),
    )
)
