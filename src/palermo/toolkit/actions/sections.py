"""The sections of a version, by which search and the finder lead into it, are taken from its frozen text."""

from palermo.core.text import MultilingualText
from palermo.toolkit.models import ToolVersion, VersionSection
from palermo.toolkit.queries.texts import build_version
from palermo.toolkit.texts.chapters import page_of
from palermo.toolkit.texts.markup import plain_content


def list_sections(version: ToolVersion) -> None:
    """Keep the passages of a version that have a heading and stand on a page; those that are kept stay as they are."""
    texts = {each.language: build_version(version, each.language, each.content) for each in version.texts.all()}
    original = texts.get(version.original_language) or next(iter(texts.values()), None)
    if original is None:
        return
    rows = []
    for position, passage in enumerate(original.walk(), 1):
        page = page_of(original, passage) if passage.is_holder else None
        if page is None:
            continue
        headings = {
            code: words
            for code, text in texts.items()
            if (found := text.find(passage.key))
            and not found.row.is_missing
            and (words := plain_content(found.content))
        }
        rows.append(
            VersionSection(
                version=version,
                key=passage.key,
                page=page.key,
                position=position,
                kind=passage.kind,
                number=passage.number,
                heading=MultilingualText(headings),
            )
        )
    VersionSection.objects.bulk_create(rows, ignore_conflicts=True)
