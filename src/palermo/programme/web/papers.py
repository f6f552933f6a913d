"""The papers of a version, for those who may read them on the day on which they look."""

from palermo.accounts.viewer import Viewer
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.programme.schedule.content import Content


def papers_of(content: Content, viewer: Viewer) -> dict[str, Document]:
    """The papers that the reader may see, by id."""
    slugs = {slug for item in content["items"] for slug in item.get("papers", [])}
    if not slugs:
        return {}
    return {each.slug: each for each in documents_visible_to(viewer).filter(slug__in=slugs)}
